public import DeviceTree
public import SourceDiagnostics

/// Changes of nodes as one file says them, which may include what defines them.
extension SourceEditor {
  /// Changes a node in a file: where the file itself has what changes, there; what other files or macros say is
  /// overridden.
  ///
  /// What is new stands in the last block that the file has for the node, under no condition that the node itself is not
  /// under, or else in a block of its own at the end. A change that holds only under a condition is told in the notes.
  ///
  /// - Parameter behindAll: Whether new nodes must stand behind all that the file says, such as a deletion.
  /// - Throws: `Refusal` if the text leaves no way to say it, or two changes meet.
  ///
  /// Complexity: O(bytes of the file) for each statement.
  public mutating func revise(
    _ revision: NodeRevision, in file: FileID, behindAll: Bool = false
  ) throws(Refusal) {
    let node = revision.node
    var added: [NodeRevision.Statement] = []
    for statement in revision.statements {
      if try !reviseInPlace(statement, of: node, in: file) { added.append(statement) }
    }
    let additions = Additions(properties: added.map { Array($0.text.utf8) }, nodes: revision.nodes)
    if additions.isEmpty { return }
    if !behindAll,
      let block = block(of: node, in: file, stating: added.map { $0.name } + revision.nodes.map { $0.name })
    {
      return try add(additions, to: block.range, block.outline)
    }
    let extending = NewNode(
      try reference(to: node), properties: added.map { $0.text }, children: revision.nodes)
    try append(
      extending.text(margin: [], step: indentationStep(in: file), newline: newline(in: file)), about: node,
      to: file)
  }

  /// Changes a property where the file states it; says whether it does.
  private mutating func reviseInPlace(
    _ statement: NodeRevision.Statement, of node: DeviceTree.NodeID, in file: FileID
  ) throws(Refusal) -> Bool {
    let name = statement.name
    guard let property = tree.property(name, of: node) else { return false }
    let extents = positions.extents(of: property)
    guard let last = extents.last else { return false }
    guard let whole = last.whole else {
      if let range = positions.range(of: property) {
        note("\(name) is made by a macro here, and overridden", at: range)
      }
      return false
    }
    guard whole.file == file else { return false }
    if let value = statement.value {
      try setValue(value, of: name, in: node)
    } else if extents.allSatisfy({ $0.whole?.file == file }) {
      try removeProperty(name, of: node)
    } else {
      return try writeDeletion(of: name, of: node, in: file)
    }
    if let condition = condition(at: whole, of: node) {
      note("\(name) of \(self.name(of: node)) changes under this condition only", at: condition)
    }
    return true
  }

  /// Deletes a node in a file: takes it out where the file makes it, else says `/delete-node/`; says whether that stands
  /// behind all else.
  ///
  /// - Throws: `Refusal` if the text leaves no way to say it, or two changes meet.
  ///
  /// Complexity: O(bytes of the file) for each block of the node, and O(blocks) for each node below it.
  public mutating func delete(_ node: DeviceTree.NodeID, in file: FileID) throws(Refusal) -> Bool {
    let extents = positions.extents(of: node)
    for whole in extents.compactMap({ $0.whole }) where whole.file == file {
      guard let condition = condition(at: whole, of: node) else { continue }
      note("\(name(of: node)) is deleted under this condition only", at: condition)
    }
    let isOwn = tree.subtree(of: node).allSatisfy { inner in
      positions.extents(of: inner).allSatisfy { $0.whole.map { $0.file == file } ?? (inner != node) }
    }
    if isOwn, !extents.isEmpty {
      try remove(node)
      return false
    }
    if try writeDeletion(of: node, in: file) { return false }
    try append(Array("/delete-node/ \(try reference(to: node));".utf8), about: node, to: file)
    return true
  }
}
