/// The nodes of a tree by what their `compatible` lists; made once, then each look-up is O(1).
public struct CompatibleTable: Sendable {
  private var nodes: [String: [DeviceTree.NodeID]] = [:]

  /// Reads the `compatible` of every node.
  ///
  /// Complexity: O(n) in nodes and letters.
  public init(of tree: DeviceTree) {
    for node in tree.allNodes {
      // A node that lists a string twice is found once.
      for name in Set(tree.strings("compatible", of: node) ?? []) { nodes[name, default: []].append(node) }
    }
  }

  /// The nodes whose `compatible` lists this string, in the order of the tree.
  ///
  /// Complexity: O(1).
  public subscript(compatible: String) -> [DeviceTree.NodeID] { nodes[compatible] ?? [] }

  /// Every string that some node lists, in no order.
  public var names: some Collection<String> { nodes.keys }
}

extension DeviceTree {
  /// The nodes whose `compatible` lists this string, in order; for one question (libfdt,
  /// `fdt_node_offset_by_compatible`).
  ///
  /// Complexity: O(n) in nodes; `CompatibleTable` answers many.
  public func nodes(compatibleWith name: String) -> [NodeID] {
    allNodes.filter { isCompatible($0, with: name) }
  }

  /// The nodes that have a property of this name with exactly this value, in order (libfdt,
  /// `fdt_node_offset_by_prop_value`).
  ///
  /// Complexity: O(n) in nodes.
  public func nodes(with property: String, equalTo value: PropertyValue) -> [NodeID] {
    allNodes.filter { bytes(property, of: $0)?.elementsEqual(value.bytes) ?? false }
  }
}
