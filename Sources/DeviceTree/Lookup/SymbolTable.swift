/// The labels of a tree that keeps them in `__symbols__`, as `dtc -@` writes it; made once, then each look-up is O(1).
public struct SymbolTable: Sendable {
  private var nodes: [String: DeviceTree.NodeID] = [:]
  private var labels: [DeviceTree.NodeID: [String]] = [:]

  /// Reads the symbols; those that lead to no node are left out.
  ///
  /// Complexity: O(n) in symbols and the lengths of their paths.
  public init(of tree: DeviceTree) {
    guard let symbols = tree.child(named: "__symbols__", of: tree.root) else { return }
    var paths = PathLookup()
    for symbol in tree.properties(of: symbols) {
      let path = tree.bytes(of: symbol).prefix { $0 != 0 }
      guard path.first == UInt8(ascii: "/"), let node = paths.node(at: path, in: tree) else { continue }
      let label = tree.name(of: symbol)
      if nodes[label] == nil { nodes[label] = node }
      labels[node, default: []].append(label)
    }
  }

  /// The node that has a label.
  ///
  /// Complexity: O(1).
  public subscript(label: String) -> DeviceTree.NodeID? { nodes[label] }

  /// The labels of a node, in the order of `__symbols__`.
  ///
  /// Complexity: O(1).
  public func labels(of node: DeviceTree.NodeID) -> [String] { labels[node] ?? [] }

  /// Every label, in no order.
  public var names: some Collection<String> { nodes.keys }
}
