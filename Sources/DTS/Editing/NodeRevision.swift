public import DeviceTree

/// What becomes of one node of a tree, as its source is to say it.
public struct NodeRevision: Sendable {
  /// A property's new value as source text, `""` for none; nil where the property goes.
  public struct Statement: Sendable {
    /// The property.
    public var name: String
    /// Its value.
    public var value: String?

    /// Makes a statement.
    public init(_ name: String, _ value: String?) { (self.name, self.value) = (name, value) }

    var text: String {
      guard let value else { return "/delete-property/ \(name)" }
      return value.isEmpty ? name : "\(name) = \(value)"
    }
  }

  /// The node.
  public var node: DeviceTree.NodeID
  /// Its properties that change, each once.
  public var statements: [Statement]
  /// Nodes that it is given.
  public var nodes: [NewNode]

  /// Makes a revision.
  public init(_ node: DeviceTree.NodeID, statements: [Statement] = [], nodes: [NewNode] = []) {
    (self.node, self.statements, self.nodes) = (node, statements, nodes)
  }
}
