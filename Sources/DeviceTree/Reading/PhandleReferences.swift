/// Every phandle in a tree's values that is known to be one, with the node it means.
///
/// Where the tree was compiled, its markers tell; in a tree read from a blob, the bindings do. A value that does not
/// read as its binding says is left out as a whole.
public struct PhandleReferences: Sendable {
  /// A phandle in a value.
  public struct Reference: Hashable, Sendable {
    /// Its byte offset in the value.
    public var offset: Int
    /// The node that has it.
    public var target: DeviceTree.NodeID
  }

  private var references: [DeviceTree.PropertyID: [Reference]] = [:]
  /// The phandles of the tree, as they were looked up.
  public let phandles: PhandleTable

  /// Finds the references of a tree.
  ///
  /// Complexity: O(n) in properties and cells.
  public init(of tree: DeviceTree) {
    phandles = PhandleTable(of: tree)
    for node in tree.allNodes {
      for property in tree.properties(of: node) {
        let found =
          Self.marked(property, in: tree, phandles) ?? Self.bound(property, of: node, in: tree, phandles)
        if !found.isEmpty { references[property] = found }
      }
    }
  }

  /// The references in a value, in order of offset.
  ///
  /// Complexity: O(1).
  public subscript(property: DeviceTree.PropertyID) -> [Reference] { references[property] ?? [] }

  /// The properties that have some.
  public var properties: some Collection<DeviceTree.PropertyID> { references.keys }

  /// What the markers say; nil if the value has none, so that nobody knows how it was written.
  private static func marked(
    _ property: DeviceTree.PropertyID, in tree: DeviceTree, _ phandles: PhandleTable
  ) -> [Reference]? {
    let markers = tree.markers(of: property)
    guard !markers.isEmpty else { return nil }
    var found: [Reference] = []
    for marker in markers {
      guard case .phandle = marker.kind else { continue }
      guard let cell = tree.cell(at: marker.offset, of: property), let target = phandles[cell] else {
        continue
      }
      found.append(Reference(offset: marker.offset, target: target))
    }
    // Numbers where references could be: a source that was written from a blob.
    return found.isEmpty ? nil : found
  }

  private static func bound(
    _ property: DeviceTree.PropertyID, of node: DeviceTree.NodeID, in tree: DeviceTree,
    _ phandles: PhandleTable
  ) -> [Reference] {
    guard !tree.bytes(of: property).isEmpty,
      let binding = PhandleListBinding.binding(for: tree.name(of: property), of: node, in: tree),
      let entries = try? tree.phandleArguments(of: property, as: binding.shape, phandles)
    else { return [] }
    return entries.compactMap { entry in entry.target.map { Reference(offset: entry.offset, target: $0) } }
  }
}
