/// Writes the overlay of a difference that was made without looking for moves.
struct OverlayAuthor {
  let difference: TreeDifference
  let symbols: SymbolTable
  var paths = PathLookup()
  /// The nodes of the old tree for those of the new one that it has.
  var origins: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  var overlay = DeviceTree()
  /// The `__overlay__` of each changed node of the old tree.
  var contents: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  /// The overlay's own phandles, by the node of the new tree.
  var numbers: [DeviceTree.NodeID: UInt32] = [:]
  /// Nodes of the new tree that the overlay has, and where.
  var places: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  /// The changed nodes of the old tree, in the order of their fragments.
  var order: [DeviceTree.NodeID] = []
  /// Those of them that get a child for which libfdt then takes another one's path.
  private var shadowing: Set<DeviceTree.NodeID> = []
  /// The names, without unit addresses, of the children that have one, for parents in the new tree.
  private var addressedNames: [DeviceTree.NodeID: Set<[UInt8]>] = [:]
  /// How many bytes the paths have that were made, and how many they may have.
  private var pathBytes = 0
  private let pathLimit: Int
  var fixups: [(label: String, place: String)] = []
  var localFixups: [(property: DeviceTree.PropertyID, offset: Int)] = []

  var old: DeviceTree { difference.old }
  var new: DeviceTree { difference.new }

  init(_ difference: TreeDifference) {
    self.difference = difference
    symbols = SymbolTable(of: difference.old)
    pathLimit = (1 << 20) + 16 * (difference.old.leastFlattenedSize + difference.new.leastFlattenedSize)
    for (node, twin) in difference.twins { origins[twin] = node }
  }

  /// Writes the overlay.
  ///
  /// - Parameter order: Changed nodes of the old tree whose fragments are to stand first, in their order.
  mutating func write(order: [DeviceTree.NodeID] = []) throws(OverlayError.Reason) {
    for node in order { _ = try content(for: node) }
    var values: [(property: DeviceTree.PropertyID, node: DeviceTree.NodeID)] = []
    for change in difference.changes {
      switch change {
      case .addedNode(let node), .movedNode(_, let node):
        // Fragments stand in the order of the differences.
        if let origin = new.parent(of: node).flatMap({ origins[$0] }) { _ = try content(for: origin) }
      case .addedProperty(let property), .changedProperty(_, let property):
        guard let origin = origins[new.node(of: property)], let content = try content(for: origin) else {
          continue
        }
        values.append((property, content))
      case .removedNode, .removedProperty: break
      }
    }
    // Back to front, because each node is put before its siblings.
    let added = difference.changes.reversed().compactMap { change in
      switch change {
      case .addedNode(let node), .movedNode(_, let node): node
      default: nil as DeviceTree.NodeID?
      }
    }
    let (others, shadowed) = split(added)
    for node in shadowed + others { try add(node, &values) }
    for (property, node) in values { try copy(property, to: node) }
    for (node, number) in numbers.sorted(by: { $0.value < $1.value }) {
      guard let place = try place(of: node) else { continue }
      overlay.set("phandle", to: .cells([number]), of: place)
    }
    removeEmptyFragments()
    writeFixups()
    writeLocalFixups()
  }

  /// A new node with all below it, siblings back to front.
  private mutating func add(
    _ node: DeviceTree.NodeID, _ values: inout [(property: DeviceTree.PropertyID, node: DeviceTree.NodeID)]
  ) throws(OverlayError.Reason) {
    guard places[node] == nil, let above = new.parent(of: node) else { return }
    // libfdt would merge it into a node of the name that has a unit address.
    if let origin = origins[above] {
      let name = new.nameBytes(of: node)
      if paths.child(name, of: origin, in: old) != nil { return }
      let base = name.prefix { $0 != UInt8(ascii: "@") }
      if base.count < name.count, old.child(named: base, of: origin) != nil { shadowing.insert(origin) }
    }
    guard let start = try place(of: above) else { return }
    var pending = [(node: node, parent: start)]
    while let (node, parent) = pending.popLast() {
      let place = overlay.addNode(name: new.nameBytes(of: node), to: parent)
      places[node] = place
      for property in new.properties(of: node) where !TreeDifference.isPhandle(new.nameBytes(of: property)) {
        values.append((property, place))
      }
      if new.phandle(of: node) != nil { _ = number(of: node) }
      let (others, shadowed) = split(Array(new.children(of: node)))
      pending += (others + shadowed).map { ($0, place) }
    }
  }

  /// Where the overlay has a node of the new tree, or the node of the old one that it is; nil if it cannot say it.
  private mutating func place(of node: DeviceTree.NodeID) throws(OverlayError.Reason) -> DeviceTree.NodeID? {
    if let place = places[node] { return place }
    guard let origin = origins[node] else { return nil }
    return try content(for: origin)
  }

  /// The path of a node of one of the trees; throws where paths become too long together.
  mutating func path(of node: DeviceTree.NodeID, in tree: DeviceTree) throws(OverlayError.Reason) -> String {
    let path = tree.path(of: node)
    pathBytes += path.utf8.count
    guard pathBytes <= pathLimit else { throw .pathsTooLong(limit: pathLimit) }
    return path
  }

  /// New nodes, and apart from them those that libfdt would not find once a sibling of the name with a unit address is
  /// there, so that they have to be made before it.
  private mutating func split(
    _ nodes: [DeviceTree.NodeID]
  ) -> (others: [DeviceTree.NodeID], shadowed: [DeviceTree.NodeID]) {
    var (others, shadowed): ([DeviceTree.NodeID], [DeviceTree.NodeID]) = ([], [])
    for node in nodes { if isShadowed(node) { shadowed.append(node) } else { others.append(node) } }
    return (others, shadowed)
  }

  private mutating func isShadowed(_ node: DeviceTree.NodeID) -> Bool {
    let (name, at) = (new.nameBytes(of: node), UInt8(ascii: "@"))
    guard !name.contains(at), let parent = new.parent(of: node) else { return false }
    if addressedNames[parent] == nil {
      let names = new.children(of: parent).map { new.nameBytes(of: $0) }.filter { $0.contains(at) }
      addressedNames[parent] = Set(names.map { Array($0.prefix { $0 != at }) })
    }
    return addressedNames[parent]?.contains(Array(name)) ?? false
  }

  /// The order in which the fragments must stand so that each target path still leads to its node, where the order
  /// they were written in does not do; nil where it does.
  ///
  /// A child `n@1` that is new takes the path of its sibling `n`: what is below the parent must be reached before.
  var safeOrder: [DeviceTree.NodeID]? {
    guard !shadowing.isEmpty else { return nil }
    // A node is younger than those above it.
    return order.filter { !shadowing.contains($0) } + shadowing.sorted(by: >)
  }

  mutating func number(of node: DeviceTree.NodeID) -> UInt32 {
    if let known = numbers[node] { return known }
    let number = UInt32(truncatingIfNeeded: numbers.count + 1)
    numbers[node] = number
    return number
  }
}
