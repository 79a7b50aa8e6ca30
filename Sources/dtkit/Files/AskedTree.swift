import DropIn
import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// A tree that is asked about its nodes: with the labels and references of its source or, of a blob, those that can
/// be recovered.
struct AskedTree {
  let input: TreeInput
  let tree: DeviceTree

  init(input: TreeInput, tree: DeviceTree) {
    self.input = input
    self.tree = tree
  }

  /// Reads the tree and tells what the compiler warned of.
  init(_ path: String, _ options: ReadingOptions, telling answer: inout Answer) throws {
    input = try TreeInput(path: path, includeFolders: options.include)
    tree = input.isSource ? input.tree : Decompiler.recovered(input.tree)
    answer.tellWarnings(of: input)
  }

  /// The node that a person means by a path, an alias or a label.
  func node(_ text: String) throws(CommandError) -> DeviceTree.NodeID {
    if let node = tree.node(meantBy: text) { return node }
    let meant = tree.suggestion(forNodeMeantBy: text)
    throw CommandError(
      "\(input.path): there is no node '\(text)'",
      help: meant.map { "did you mean \($0)?" }
        ?? "a node is said as /path, alias or &label; dtkit query \(input.path) --path '**' lists all",
      path: input.path)
  }

  func property(_ name: String, of node: DeviceTree.NodeID) throws(CommandError) -> DeviceTree.PropertyID {
    if let property = tree.property(name, of: node) { return property }
    let names = tree.properties(of: node).map { tree.name(of: $0) }
    let meant = Spelling.closest(to: name, among: names)
    let list = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
    throw CommandError(
      "\(input.path): \(tree.path(of: node)) has no property '\(name)'",
      help: meant.map { "did you mean \($0)?" } ?? (names.isEmpty ? "it has none" : "it has \(list)"),
      path: input.path)
  }

  /// Where a node stands, for a log.
  func place(of node: DeviceTree.NodeID) -> Diagnostic {
    let labels = tree.labels(of: node).map { "&\($0)" }
    let text = ([tree.path(of: node)] + labels).joined(separator: "  ")
    return found(text, at: input.compiled?.positions.range(of: node))
  }

  /// Where a property stands, with its value.
  func place(of property: DeviceTree.PropertyID) -> Diagnostic {
    let value = DTSPrinter.text(of: property, in: tree)
    let text = "\(tree.path(of: tree.node(of: property))): \(tree.name(of: property))"
    return found(
      text + (value.isEmpty ? "" : " = \(value)"), at: input.compiled?.positions.range(of: property))
  }

  private func found(_ text: String, at range: SourceRange?) -> Diagnostic {
    Diagnostic(.note, text, at: range, rule: "found", subject: input.path)
  }

  /// A property as an object of machine output.
  func json(_ property: DeviceTree.PropertyID) -> JSONValue {
    let bytes = tree.bytes(of: property)
    let hex = bytes.map { AddressText.digits($0, atLeast: 2) }.joined()
    let name = tree.name(of: property)
    let strings = ValueType.isText(bytes) ? tree.strings(name, of: tree.node(of: property)) : nil
    let cells = strings == nil && !bytes.isEmpty ? tree.cells(of: property) : nil
    return .object([
      ("name", .string(name)), ("value", .string(DTSPrinter.text(of: property, in: tree))),
      ("strings", strings.map { .array($0.map { .string($0) }) } ?? .null),
      ("cells", cells.map { .array($0.map { .hex(UInt64($0)) }) } ?? .null), ("bytes", .string(hex)),
    ])
  }

  /// A node as an object of machine output, without what is in it.
  func members(of node: DeviceTree.NodeID) -> [(String, JSONValue)] {
    [
      ("node", .string(tree.path(of: node))),
      ("labels", .array(tree.labels(of: node).map { .string($0) })),
      ("phandle", tree.phandle(of: node).map { .hex(UInt64($0)) } ?? .null),
    ]
  }
}
