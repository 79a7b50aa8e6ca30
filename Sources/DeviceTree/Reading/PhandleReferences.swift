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
    guard !tree.bytes(of: property).isEmpty else { return [] }
    if tree.nameBytes(of: property).elementsEqual("interrupts".utf8) {
      return partitions(in: property, of: tree, phandles)
    }
    guard let binding = PhandleListBinding.binding(for: tree.name(of: property), of: node, in: tree),
      let entries = try? tree.phandleArguments(of: property, as: binding.shape, phandles)
    else { return [] }
    let isMailbox = tree.nameBytes(of: property).elementsEqual("mboxes".utf8)
    return entries.flatMap { entry in
      guard let target = entry.target else { return [] as [Reference] }
      return [Reference(offset: entry.offset, target: target)]
        + (isMailbox ? mailbox(of: entry, target, in: tree, phandles) : [])
    }
  }

  /// Which mailbox of a TI controller is meant: the argument is the phandle of one of its child nodes
  /// (bindings/mailbox/ti,omap-mailbox.yaml).
  private static func mailbox(
    of entry: PhandleArguments, _ controller: DeviceTree.NodeID, in tree: DeviceTree, _ phandles: PhandleTable
  ) -> [Reference] {
    guard entry.arguments.count == 1, let child = phandles[entry.arguments[0]],
      tree.parent(of: child) == controller, tree.property("ti,mbox-num-users", of: controller) != nil
    else { return [] }
    return [Reference(offset: entry.offset + 4, target: child)]
  }

  /// The CPUs that interrupts are for: the fourth cell of a PPI where a GICv3 has partitions, 0 for all CPUs
  /// (bindings/interrupt-controller/arm,gic-v3.yaml).
  private static func partitions(
    in property: DeviceTree.PropertyID, of tree: DeviceTree, _ phandles: PhandleTable
  ) -> [Reference] {
    let size = tree.bytes(of: property).count
    guard size % 16 == 0 else { return [] }
    var found: [Reference] = []
    for start in stride(from: 0, to: size, by: 16) {
      guard tree.cell(at: start, of: property) == 1, let cell = tree.cell(at: start + 12, of: property),
        let target = phandles[cell], let partitions = tree.parent(of: target),
        tree.nameBytes(of: partitions).elementsEqual("ppi-partitions".utf8),
        let controller = tree.parent(of: partitions), tree.cell("#interrupt-cells", of: controller) == 4
      else { continue }
      found.append(Reference(offset: start + 12, target: target))
    }
    return found
  }
}
