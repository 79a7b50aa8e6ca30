import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// A tree being changed as the command line says.
struct EditedTree {
  let input: TreeInput
  private(set) var tree: DeviceTree

  init(_ asked: AskedTree) { (input, tree) = (asked.input, asked.tree) }

  /// What an edit did: the node's path, the property and its value as a source has it.
  struct Change {
    /// What an edit can do, as machine output names it.
    enum Verb: String {
      case set
      case delete
      case create
    }

    var verb: Verb
    var node: String
    var property: String?
    var value: String?

    /// What is told of it, such as `/chosen: bootargs = "quiet";`.
    var text: String {
      switch verb {
      case .set: "\(node): \(property ?? "")\((value ?? "").isEmpty ? "" : " = \(value ?? "")");"
      case .delete: property.map { "\(node): \($0) is deleted" } ?? "\(node) is deleted"
      case .create: "\(node) is created"
      }
    }

    var json: JSONValue {
      .object([
        ("edit", .string(verb.rawValue)), ("node", .string(node)), ("property", .optional(property)),
        ("value", .optional(value)),
      ])
    }
  }

  mutating func apply(_ edit: NodeEdit) throws(CommandError) -> Change {
    let asked = AskedTree(input: input, tree: tree)
    if case .createNode = edit.action { return try create(edit, asked) }
    let node = try asked.node(edit.node)
    let path = tree.path(of: node)
    switch edit.action {
    case .set(let name, let text):
      do throws(PropertyValue.SourceFailure) {
        tree.set(name, to: try PropertyValue(source: text, in: &tree), of: node)
      } catch {
        throw CommandError(
          "the value '\(text)' cannot be read: \(error.reason)",
          help: "write it as in a source, in quotes for the shell: '<0x1 0x2>', '\"text\"'; or say --type s")
      }
      return Change(verb: .set, node: path, property: name, value: value(of: name, node))
    case .setBytes(let name, let bytes):
      tree.set(name, to: PropertyValue(bytes: bytes), of: node)
      return Change(verb: .set, node: path, property: name, value: value(of: name, node))
    case .deleteProperty(let name):
      tree.remove(try asked.property(name, of: node))
      return Change(verb: .delete, node: path, property: name)
    default:
      guard node != tree.root else { throw CommandError("the root of a tree cannot be deleted") }
      tree.remove(node)
      return Change(verb: .delete, node: path)
    }
  }

  private mutating func create(_ edit: NodeEdit, _ asked: AskedTree) throws(CommandError) -> Change {
    guard let (parent, name) = edit.created else {
      throw CommandError(
        "'\(edit.node)' is no place for a node",
        help: "say it as /path/name or &label/name, unit address included")
    }
    let node = try asked.node(parent)
    if let twin = tree.child(named: name, of: node) {
      throw CommandError("\(input.path): there is a node \(tree.path(of: twin)) already")
    }
    let new = tree.addNode(name, to: node)
    return Change(verb: .create, node: tree.path(of: new))
  }

  private func value(of name: String, _ node: DeviceTree.NodeID) -> String {
    tree.property(name, of: node).map { DTSPrinter.text(of: $0, in: tree) } ?? ""
  }
}
