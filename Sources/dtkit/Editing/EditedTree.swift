import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// A tree being changed as the command line says.
struct EditedTree {
  let input: TreeInput
  private(set) var tree: DeviceTree
  /// The source whose macros values may use; nil for a blob.
  private let context: ValueContext?

  init(_ asked: AskedTree, context: ValueContext? = nil) {
    (input, tree) = (asked.input, asked.tree)
    self.context = context
  }

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
    /// The value as it was given, which is how it is written into a source; nil for one that was given as bytes.
    var written: String?
    /// What a person should know of it.
    var note: String?

    /// What is told of it, such as `/chosen: bootargs = "quiet";`.
    var text: String {
      switch verb {
      case .set: "\(node): \(statement);"
      case .delete: property.map { "\(node): \($0) is deleted" } ?? "\(node) is deleted"
      case .create: "\(node) is created"
      }
    }

    /// The property with its value, as a source states it.
    var statement: String {
      let value = written ?? value ?? ""
      return (property ?? "") + (value.isEmpty ? "" : " = \(value)")
    }

    var json: JSONValue {
      .object([
        ("edit", .string(verb.rawValue)), ("node", .string(node)), ("property", .optional(property)),
        ("value", .optional(written ?? value)),
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
      let note = tree.note(onNew: name, of: node)
      do throws(PropertyValue.SourceFailure) {
        tree.set(name, to: try PropertyValue(source: text, in: &tree, context: context), of: node)
      } catch {
        throw NodeEdit.unreadable(text, error)
      }
      return Change(
        verb: .set, node: path, property: name, value: value(of: name, node),
        written: context.map { _ in NodeEdit.trimmed(text[...]) }, note: note)
    case .setBytes(let name, let bytes, let source):
      let note = tree.note(onNew: name, of: node)
      let value = source.flatMap { try? PropertyValue(source: $0, in: &tree) }
      let isSame = value?.bytes == bytes
      tree.set(name, to: value.flatMap { isSame ? $0 : nil } ?? PropertyValue(bytes: bytes), of: node)
      return Change(
        verb: .set, node: path, property: name, value: self.value(of: name, node),
        written: isSame ? source : nil, note: note)
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
    let (node, name) = try asked.place(ofNew: edit)
    let new = tree.addNode(name, to: node)
    return Change(verb: .create, node: tree.path(of: new))
  }

  private func value(of name: String, _ node: DeviceTree.NodeID) -> String {
    tree.property(name, of: node).map { DTSPrinter.text(of: $0, in: tree) } ?? ""
  }
}

extension AskedTree {
  /// Where a node goes that an edit creates, and its name.
  func place(ofNew edit: NodeEdit) throws(CommandError) -> (parent: DeviceTree.NodeID, name: String) {
    guard let (path, name) = edit.created else {
      throw CommandError(
        "'\(edit.node)' is no place for a node",
        help: "say it as /path/name or &label/name, unit address included")
    }
    let parent = try node(path)
    if let twin = tree.child(named: name, of: parent) {
      throw CommandError("\(input.path): there is a node \(tree.path(of: twin)) already")
    }
    return (parent, name)
  }
}

extension DeviceTree {
  /// What to say of a property that the node has not, but one with nearly its name.
  func note(onNew name: String, of node: NodeID) -> String? {
    guard property(name, of: node) == nil,
      let close = Spelling.closest(to: name, among: properties(of: node).map { self.name(of: $0) })
    else { return nil }
    return "\(path(of: node)) had no property '\(name)' and has it now; did you mean \(close)?"
  }
}
