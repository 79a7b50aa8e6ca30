/// Writes the overlay of a difference that was made without looking for moves.
struct OverlayAuthor {
  private let difference: TreeDifference
  private let symbols: SymbolTable
  private var paths = PathLookup()
  /// The nodes of the old tree for those of the new one that it has.
  private var origins: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  private(set) var overlay = DeviceTree()
  /// The `__overlay__` of each changed node of the old tree.
  private var contents: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  /// The overlay's own phandles, by the node of the new tree.
  private var numbers: [DeviceTree.NodeID: UInt32] = [:]
  /// Nodes of the new tree that the overlay has, and where.
  private var places: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  private var fixups: [(label: String, place: String)] = []
  private var localFixups: [(property: DeviceTree.PropertyID, offset: Int)] = []

  private var old: DeviceTree { difference.old }
  private var new: DeviceTree { difference.new }

  init(_ difference: TreeDifference) {
    self.difference = difference
    symbols = SymbolTable(of: difference.old)
    for (node, twin) in difference.twins { origins[twin] = node }
  }

  mutating func write() {
    var values: [(property: DeviceTree.PropertyID, node: DeviceTree.NodeID)] = []
    for change in difference.changes {
      switch change {
      case .addedNode(let node), .movedNode(_, let node):
        // Fragments stand in the order of the differences.
        if let origin = new.parent(of: node).flatMap({ origins[$0] }) { _ = content(for: origin) }
      case .addedProperty(let property), .changedProperty(_, let property):
        guard let origin = origins[new.node(of: property)], let content = content(for: origin) else {
          continue
        }
        values.append((property, content))
      case .removedNode, .removedProperty: break
      }
    }
    // Back to front, because each node is put before its siblings.
    for change in difference.changes.reversed() {
      switch change {
      case .addedNode(let node), .movedNode(_, let node): add(node, &values)
      default: break
      }
    }
    for (property, node) in values { copy(property, to: node) }
    for (node, number) in numbers.sorted(by: { $0.value < $1.value }) {
      guard let place = places[node] ?? origins[node].flatMap({ content(for: $0) }) else { continue }
      overlay.set("phandle", to: .cells([number]), of: place)
    }
    writeFixups()
    writeLocalFixups()
  }

  /// A new node with all below it, siblings back to front.
  private mutating func add(
    _ node: DeviceTree.NodeID, _ values: inout [(property: DeviceTree.PropertyID, node: DeviceTree.NodeID)]
  ) {
    guard places[node] == nil, let above = new.parent(of: node) else { return }
    // libfdt would merge it into a node of the name that has a unit address.
    if let origin = origins[above], paths.child(new.nameBytes(of: node), of: origin, in: old) != nil {
      return
    }
    guard let start = places[above] ?? origins[above].flatMap({ content(for: $0) }) else { return }
    var pending = [(node: node, parent: start)]
    while let (node, parent) = pending.popLast() {
      let place = overlay.addNode(name: new.nameBytes(of: node), to: parent)
      places[node] = place
      for property in new.properties(of: node) where !TreeDifference.isPhandle(new.nameBytes(of: property)) {
        values.append((property, place))
      }
      if new.phandle(of: node) != nil { _ = number(of: node) }
      pending += new.children(of: node).map { ($0, place) }
    }
  }

  private mutating func number(of node: DeviceTree.NodeID) -> UInt32 {
    if let known = numbers[node] { return known }
    let number = UInt32(truncatingIfNeeded: numbers.count + 1)
    numbers[node] = number
    return number
  }

  /// The `__overlay__` for a node of the old tree; nil if libfdt would take the node's path for another's.
  private mutating func content(for node: DeviceTree.NodeID) -> DeviceTree.NodeID? {
    if let known = contents[node] { return known }
    let path = old.path(of: node)
    guard label(of: node) != nil || paths.node(at: Array(path.utf8)[...], in: old) == node else { return nil }
    let fragment = overlay.addNode("fragment@\(contents.count)", to: overlay.root)
    if let label = label(of: node) {
      overlay.set("target", to: .cells([.max]), of: fragment)
      fixups.append((label, "\(overlay.path(of: fragment)):target:0"))
    } else {
      overlay.set("target-path", to: .string(path), of: fragment)
    }
    let content = overlay.addNode("__overlay__", to: fragment)
    contents[node] = content
    return content
  }

  /// A label by which an overlay can refer to a node of the old tree.
  private func label(of node: DeviceTree.NodeID) -> String? {
    old.phandle(of: node) == nil ? nil : symbols.labels(of: node).first
  }

  /// Copies a property of the new tree and fills in its references.
  private mutating func copy(_ property: DeviceTree.PropertyID, to node: DeviceTree.NodeID) {
    var value = new.value(of: property)
    // Labels are the new tree's own; here they would mean nothing.
    value.markers.removeAll { marker in
      switch marker.kind {
      case .cells, .string, .bytes: false
      case .phandle, .path, .label: true
      }
    }
    overlay.set(
      name: new.nameBytes(of: property), to: value.bytes[...], markers: value.markers[...], of: node)
    guard let copy = overlay.property(named: new.nameBytes(of: property), of: node) else { return }
    for reference in difference.newReferences[property] { fillIn(reference, in: copy) }
  }

  private mutating func fillIn(
    _ reference: PhandleReferences.Reference, in property: DeviceTree.PropertyID
  ) {
    if let origin = origins[reference.target], let phandle = old.phandle(of: origin) {
      guard let label = label(of: origin) else {
        return overlay.overwrite(cell: phandle, at: reference.offset, of: property)
      }
      let path = overlay.path(of: overlay.node(of: property))
      fixups.append((label, "\(path):\(overlay.name(of: property)):\(reference.offset)"))
      overlay.overwrite(cell: .max, at: reference.offset, of: property)
    } else {
      overlay.overwrite(cell: number(of: reference.target), at: reference.offset, of: property)
      localFixups.append((property, reference.offset))
    }
  }

  private mutating func writeFixups() {
    guard !fixups.isEmpty else { return }
    let node = overlay.addNode("__fixups__", to: overlay.root)
    var lists: [String: [String]] = [:]
    for (label, place) in fixups { lists[label, default: []].append(place) }
    var written: Set<String> = []
    for (label, _) in fixups where written.insert(label).inserted {
      overlay.set(label, to: .strings(lists[label] ?? []), of: node)
    }
  }

  private mutating func writeLocalFixups() {
    guard !localFixups.isEmpty else { return }
    var mirrors = [overlay.root: overlay.addNode("__local_fixups__", to: overlay.root)]
    var offsets: [DeviceTree.PropertyID: [UInt32]] = [:]
    for (property, offset) in localFixups {
      offsets[property, default: []].append(UInt32(truncatingIfNeeded: offset))
    }
    for property in offsets.keys.sorted() {
      var way: [DeviceTree.NodeID] = []
      var current = overlay.node(of: property)
      while mirrors[current] == nil, let above = overlay.parent(of: current) {
        way.append(current)
        current = above
      }
      guard var mirror = mirrors[current] else { continue }
      for node in way.reversed() {
        mirror = overlay.addNode(name: overlay.nameBytes(of: node), to: mirror)
        mirrors[node] = mirror
      }
      overlay.set(
        name: overlay.nameBytes(of: property), to: PropertyValue.cells(offsets[property] ?? []).bytes[...],
        markers: [ValueMarker(0, .cells(bits: 32))], of: mirror)
    }
  }
}
