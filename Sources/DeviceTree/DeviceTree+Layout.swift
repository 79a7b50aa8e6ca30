public import FDT

extension DeviceTree {
  /// The tree as a blob of any version and with any room, byte for byte as dtc writes it.
  ///
  /// Complexity: O(n) for version 17 and 16; O(n · depth) for older ones, which write each node's path.
  public func flattened(_ layout: BlobLayout) -> [UInt8] {
    var writer = BlobWriter(layout: layout, bootCPU: bootCPU)
    for reservation in reservations {
      writer.reserve(address: reservation.address, size: reservation.size)
    }
    writer.reserve(structure: values.count + 16 * propertyRecords.count + 32 * nodes.count)
    var places = NamePlaces()
    for step in steps(through: root) {
      switch step {
      case .opens(let node): open(node, in: &writer, &places)
      case .closes: writer.endNode()
      }
    }
    return writer.finished()
  }

  /// Where the names of properties are in the strings block, by their numbers; -1 for one not met yet.
  private struct NamePlaces {
    var offsets: [Int] = []

    subscript(name: Int32) -> Int {
      get { Int(name) < offsets.count ? offsets[Int(name)] : -1 }
      set {
        while offsets.count <= Int(name) { offsets.append(-1) }
        offsets[Int(name)] = newValue
      }
    }
  }

  private func open(_ node: NodeID, in writer: inout BlobWriter, _ places: inout NamePlaces) {
    writer.beginNode(nameBytes(of: node)) { path(of: node) }
    let nameOfNames = names.find("name".utf8)
    var statesName = false
    for property in properties(of: node) {
      let name = record(property).name
      if name == nameOfNames { statesName = true }
      if places[name] < 0 { places[name] = writer.offset(ofName: names[name]) }
      writer.property(nameAt: places[name], value: bytes(of: property))
    }
    let base = nameBytes(of: node).prefix { $0 != UInt8(ascii: "@") }
    writer.endProperties(baseName: base, statesName: statesName)
  }

  /// The tree with its reservations in order of address, and the properties and children of every node in
  /// order of name, byte by byte: what `dtc -s` does to compare trees.
  ///
  /// Complexity: O(n log n).
  public func sorted() -> DeviceTree {
    var result = DeviceTree()
    result.bootCPU = bootCPU
    result.reservations = reservations.sorted { ($0.address, $0.size) < ($1.address, $1.size) }
    var pending: [(from: NodeID, to: NodeID)] = [(root, result.root)]
    while let (from, to) = pending.popLast() {
      for label in labels(of: from) { result.addLabel(label, to: .node(to)) }
      let properties = properties(of: from).sorted {
        nameBytes(of: $0).lexicographicallyPrecedes(nameBytes(of: $1))
      }
      for property in properties {
        let copy = result.setProperty(
          named: nameBytes(of: property), to: bytes(of: property), markers: markers(of: property)[...], of: to
        )
        for label in labels(of: property) { result.addLabel(label, to: .property(copy)) }
      }
      let children = children(of: from).sorted {
        nameBytes(of: $0).lexicographicallyPrecedes(nameBytes(of: $1))
      }
      for child in children { pending.append((child, result.addNode(named: nameBytes(of: child), to: to))) }
    }
    return result
  }
}
