import DTS
import DeviceTree
import FileSystem

/// A tree as edits leave it, but for the values that they set, and what that takes in its source.
///
/// Edits are taken in their order; what counts is what they come to together.
struct TreeRevision {
  private let input: TreeInput
  /// The tree as it is meant; what is set has no value.
  private(set) var tree: DeviceTree
  /// What each edit did, in order.
  private(set) var changes: [EditedTree.Change] = []
  /// Nodes of the source that were deleted, even if others have their names now.
  private(set) var deleted: [DeviceTree.NodeID] = []
  /// Nodes that the source has not.
  private(set) var created: Set<DeviceTree.NodeID> = []
  private var statements: [DeviceTree.NodeID: [NodeRevision.Statement]] = [:]
  /// The nodes of `statements` and the parents of new nodes, in the order in which they were named.
  private var order: [DeviceTree.NodeID] = []

  init(_ edits: [NodeEdit], of input: TreeInput) throws(CommandError) {
    self.input = input
    tree = input.tree
    for (index, edit) in edits.enumerated() {
      do throws(CommandError) {
        try apply(edit)
      } catch {
        let isLater = edits[(index + 1)...].contains { later in
          if case .createNode = later.action { return later.node == edit.node }
          return false
        }
        throw isLater
          ? CommandError(error.message, help: "put the edit that creates it before this one") : error
      }
    }
  }

  private mutating func apply(_ edit: NodeEdit) throws(CommandError) {
    let asked = AskedTree(input: input, tree: tree)
    if case .createNode = edit.action { return try create(edit, asked) }
    let node = try asked.node(edit.node)
    let path = tree.path(of: node)
    switch edit.action {
    case .set(let name, let text):
      let value = try NodeEdit.value(text)
      changes.append(set(name, to: value, of: node))
    case .setBytes(let name, let bytes, let source):
      changes.append(set(name, to: source ?? Self.printed(bytes), of: node))
    case .deleteProperty(let name):
      tree.remove(try asked.property(name, of: node))
      state(name, nil, of: node)
      changes.append(EditedTree.Change(verb: .delete, node: path, property: name))
    default:
      guard node != tree.root else { throw CommandError("the root of a tree cannot be deleted") }
      delete(node)
      changes.append(EditedTree.Change(verb: .delete, node: path))
    }
  }

  private static func printed(_ bytes: [UInt8]) -> String {
    var tree = DeviceTree()
    let property = tree.set("value", to: PropertyValue(bytes: bytes), of: tree.root)
    return DTSPrinter.text(of: property, in: tree)
  }

  private mutating func set(
    _ name: String, to value: String, of node: DeviceTree.NodeID
  ) -> EditedTree.Change {
    let note = tree.note(onNew: name, of: node)
    tree.set(name, to: PropertyValue(), of: node)
    state(name, value, of: node)
    return EditedTree.Change(
      verb: .set, node: tree.path(of: node), property: name, value: value, written: value, note: note)
  }

  private mutating func create(_ edit: NodeEdit, _ asked: AskedTree) throws(CommandError) {
    let (parent, name) = try asked.place(ofNew: edit)
    let new = tree.addNode(name, to: parent)
    created.insert(new)
    for node in [parent, new] where statements[node] == nil {
      statements[node] = []
      order.append(node)
    }
    changes.append(EditedTree.Change(verb: .create, node: tree.path(of: new)))
  }

  private mutating func delete(_ node: DeviceTree.NodeID) {
    for inner in tree.subtree(of: node) {
      statements[inner] = nil
      order.removeAll { $0 == inner }
      if inner != node { created.remove(inner) }
    }
    if created.remove(node) == nil { deleted.append(node) }
    tree.remove(node)
  }

  /// What was said before of the property no longer counts.
  private mutating func state(_ name: String, _ value: String?, of node: DeviceTree.NodeID) {
    if statements[node] == nil { order.append(node) }
    statements[node, default: []].removeAll { $0.name == name }
    let isThere = !created.contains(node) && input.tree.property(name, of: node) != nil
    if value != nil || isThere { statements[node]?.append(NodeRevision.Statement(name, value)) }
  }

  /// The properties that were set last, with their values as they are written.
  var values: [(node: DeviceTree.NodeID, name: String, value: String)] {
    order.flatMap { node in
      (statements[node] ?? []).compactMap { statement in
        statement.value.map { (node, statement.name, $0) }
      }
    }
  }

  /// What becomes of each node that the source has and keeps.
  var revisions: [NodeRevision] {
    let made = newNodes
    return order.filter { !created.contains($0) }.map { node in
      NodeRevision(node, statements: statements[node] ?? [], nodes: made[node] ?? [])
    }
  }

  /// The new nodes by the node that has them, each with all that is in it.
  private var newNodes: [DeviceTree.NodeID: [NewNode]] {
    var made: [DeviceTree.NodeID: [NewNode]] = [:]
    // A node comes behind its parent: from the last on, each has its children already.
    for node in order.reversed() where created.contains(node) {
      guard let parent = tree.parent(of: node) else { continue }
      let properties = (statements[node] ?? []).map { statement in
        statement.name + (statement.value.map { $0.isEmpty ? "" : " = \($0)" } ?? "")
      }
      let new = NewNode(tree.name(of: node), properties: properties, children: made[node]?.reversed() ?? [])
      made[parent, default: []].append(new)
    }
    return made.mapValues { $0.reversed() }
  }
}
