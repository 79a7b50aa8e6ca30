import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// `dtkit query`: the nodes of a tree that fit.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "List the nodes of a tree that fit: by path, compatible, label, phandle or property.",
    discussion: """
      A node is listed if all that is asked fits. In a path, * stands for letters of one name and ** for any number of \
      names. A property fits by its name, or by a value too: text that one of its strings is, a number that one of its \
      cells is, a node that it refers to anywhere (&clk or &{/clock}), or a whole value as a source has it (<1 2>, \
      "text"). Exit code 1 if no node fits.

      EXAMPLES
        dtkit query build/ls3a5000/zone0.dtb --compatible ns16550a
        dtkit query build/ls3a5000/zone0.dtb --path /reserved-memory/*
      """)

  @Argument(help: ArgumentHelp("The tree, source or blob; - is standard input.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("A string that compatible lists; * and ? as in a path.", valueName: "text"))
  var compatible: [String] = []

  @Option(help: ArgumentHelp("A label.", valueName: "label"))
  var label: String?

  @Option(help: ArgumentHelp("A phandle, such as 0x12.", valueName: "number"))
  var phandle: String?

  @Option(help: ArgumentHelp("A property, and perhaps its value.", valueName: "name[=value]"))
  var property: [String] = []

  @Option(help: ArgumentHelp("A path, such as /soc/serial@* or **/port.", valueName: "pattern"))
  var path: String?

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    if compatible.isEmpty, label == nil, phandle == nil, property.isEmpty, path == nil {
      throw ValidationError("nothing is asked; say --path, --compatible, --label, --phandle or --property")
    }
    if let phandle, PropertyTest.number(phandle) == nil {
      throw ValidationError("--phandle '\(phandle)' is no number; write it as 18 or 0x12")
    }
  }

  func run() throws { try reading.format.run(about: file) { try list(&$0) } }

  private func list(_ answer: inout Answer) throws {
    let asked = try AskedTree(file, reading, telling: &answer)
    let tree = asked.tree
    let tests = try property.map { try PropertyTest($0, in: tree) }
    let pattern = path.map { PathPattern($0) }
    let kinds = compatible.map { PathPattern("/" + $0) }
    let number = phandle.flatMap { PropertyTest.number($0) }
    let name = label.map { $0.hasPrefix("&") ? String($0.dropFirst()) : $0 }
    let nodes = (pattern.map { tree.nodes(matching: $0) } ?? Array(tree.allNodes)).filter { node in
      if let number, tree.phandle(of: node) != number { return false }
      if let name, !tree.labels(of: node).contains(name) { return false }
      if !kinds.isEmpty {
        let strings = tree.strings("compatible", of: node) ?? []
        guard kinds.allSatisfy({ kind in strings.contains { kind.matches("/" + $0) } }) else { return false }
      }
      return tests.allSatisfy { $0.fits(node, in: tree) }
    }
    try asked.input.checkPaths(of: nodes, help: "ask for fewer, such as --path '/*/*' or --compatible")
    if nodes.isEmpty, answer.form == .text {
      let meant = suggestion(tests, name, in: tree).map { "  help: did you mean \($0)?\n" } ?? ""
      Files.print("\(file): no node fits\n\(meant)", to: .standardError)
    }
    answer.point(to: nodes.map { asked.place(of: $0) }, in: asked.input.compiled?.sources)
    answer.give(text(of: nodes, tests, tree), json: members(of: nodes, tests, asked))
    if nodes.isEmpty { throw ExitCode.findings }
  }

  private func text(of nodes: [DeviceTree.NodeID], _ tests: [PropertyTest], _ tree: DeviceTree) -> String {
    let haveLabels = nodes.contains { !tree.labels(of: $0).isEmpty }
    var table = Table()
    for node in nodes {
      let values = tests.compactMap { test in
        tree.property(test.name, of: node).map { property in
          let value = DTSPrinter.text(of: property, in: tree)
          return "\(test.name)\(value.isEmpty ? "" : " = ")\(value);"
        }
      }
      let labels = tree.labels(of: node).map { "&\($0)" }.joined(separator: " ")
      let value = values.joined(separator: " ")
      if haveLabels {
        table.add(tree.path(of: node), labels, value)
      } else {
        table.add(tree.path(of: node), value)
      }
    }
    return table.text
  }

  private func members(
    of nodes: [DeviceTree.NodeID], _ tests: [PropertyTest], _ asked: AskedTree
  ) -> [(String, JSONValue)] {
    let entries = nodes.map { node in
      let properties = tests.compactMap { test in
        asked.tree.property(test.name, of: node).map { asked.json($0) }
      }
      return JSONValue.object(asked.members(of: node) + [("properties", .array(properties))])
    }
    return [("nodes", .array(entries))]
  }
}

/// A property that a node must have, and what its value must be.
struct PropertyTest {
  let name: String
  private var text: String?
  private var value: PropertyValue?
  /// The node that the value refers to if it is one reference, and where the tree's others are.
  private var target: DeviceTree.NodeID?
  private var references: PhandleReferences?

  /// Reads `NAME` or `NAME=VALUE`.
  init(_ question: String, in tree: DeviceTree) throws(CommandError) {
    let parts = question.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    name = parts[0]
    guard parts.count > 1 else { return }
    guard let first = parts[1].first, "<\"[&/".contains(first) else {
      text = parts[1]
      return
    }
    // A path is text, and a value too; either may be meant.
    if first == "/" || first == "&" { text = parts[1] }
    target = Self.target(of: parts[1], in: tree)
    if target != nil { references = PhandleReferences(of: tree) }
    var tree = tree
    do throws(PropertyValue.SourceFailure) {
      value = try PropertyValue(source: parts[1], in: &tree)
    } catch {
      guard text == nil else { return }
      throw CommandError(
        "--property \(question): \(error.reason)",
        help: "a value is written as in a source: <1 2>, \"text\", [00 ff]")
    }
  }

  /// The node of `&label` and `&{/path}`, in `<…>` or without.
  private static func target(of text: String, in tree: DeviceTree) -> DeviceTree.NodeID? {
    let isList = text.hasPrefix("<") && text.hasSuffix(">")
    let reference = isList ? String(text.dropFirst().dropLast()) : text
    return reference.hasPrefix("&") ? tree.node(meantBy: reference) : nil
  }

  func fits(_ node: DeviceTree.NodeID, in tree: DeviceTree) -> Bool {
    guard let property = tree.property(name, of: node) else { return false }
    guard text != nil || value != nil else { return true }
    if let value, tree.bytes(of: property).elementsEqual(value.bytes) { return true }
    if let target, references?[property].contains(where: { $0.target == target }) == true { return true }
    guard let text else { return false }
    if tree.strings(name, of: node)?.contains(text) == true { return true }
    return Self.number(text).map { tree.cells(of: property)?.contains($0) ?? false } ?? false
  }

  /// A number as people write it, hexadecimal behind 0x.
  static func number(_ text: String) -> UInt32? {
    text.hasPrefix("0x") || text.hasPrefix("0X") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
  }
}
