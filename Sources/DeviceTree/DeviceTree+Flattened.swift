public import FDT

extension DeviceTree {
  /// Makes the owned tree of a flattened one.
  ///
  /// Nodes and properties keep their order, and names and values their bytes; nodes or properties of the
  /// same name beside each other are kept as well.
  /// Complexity: O(n), no recursion.
  public init(_ flattened: borrowing FlattenedTree) {
    self.init()
    bootCPU = flattened.header.bootCPU
    for index in 0..<flattened.reservationCount {
      guard let (address, size) = flattened.reservation(at: index) else { break }
      reservations.append(MemoryReservation(address: address, size: size))
    }
    nodes.reserveCapacity(flattened.nodeCount)
    propertyRecords.reserveCapacity(flattened.propertyCount)
    // A node takes 12 bytes at least and a property 12 beside its value, so this is room for all values.
    values.reserveCapacity(
      max(0, flattened.header.structureSize - 12 * (flattened.nodeCount + flattened.propertyCount)))
    let bytes = flattened.bytes
    var cursor = flattened.makeCursor()
    var open: [NodeID] = []
    while let item = cursor.next() {
      switch item {
      case .beginNode(let name):
        guard let parent = open.last else {
          open.append(root)
          continue
        }
        open.append(appendNode(names.intern(bytes.extracting(name)), to: parent))
      case .property(let name, let value):
        guard let node = open.last else { continue }
        let property = appendProperty(names.intern(bytes.extracting(name)), to: node)
        propertyRecords[Int(property.index)].value.append(bytes.extracting(value), to: &values)
        if value.count % 4 != 0 {
          propertyRecords[Int(property.index)].padding = ValuePadding(behind: value, in: bytes)
        }
      case .endNode:
        open.removeLast()
      }
    }
  }

  /// Checks `blob` and makes the owned tree of it.
  ///
  /// Throws if it is no blob, with what is wrong and at which byte offset.
  /// Complexity: O(n), no recursion.
  public init(blob: [UInt8]) throws(FDTError) {
    let flattened = try FlattenedTree(validating: blob.span)
    self.init(flattened)
  }

  /// The tree as a blob of version 17, byte for byte as dtc lays it out.
  ///
  /// It is dtc's also where no reader takes it: with longer names of properties than
  /// `FlattenedTree.longestPropertyName`, and with 2 GiB and more, where the sizes in its header are cut to 32 bits. Where
  /// a tree may be that large, as one of a stranger's, take `flattened(_:)`, which throws instead.
  ///
  /// Complexity: O(n), no recursion.
  public func flattened() -> [UInt8] {
    written(to: FlattenedTreeWriter(bootCPU: bootCPU)).assembled()
  }

  /// Room for all nodes and properties; most need less.
  package var flattenedSize: Int { values.count + 16 * propertyRecords.count + 32 * nodes.count }

  /// What nodes, properties and values take in a blob, without names.
  var leastFlattenedSize: Int { values.count + 12 * (propertyRecords.count + nodes.count) }

  /// The reservations as a blob lists them: those of no bytes behind the others, for readers take the first of them as
  /// the end of the list (libfdt, `fdt_num_mem_rsv`; Linux, `early_init_fdt_scan_reserved_mem`).
  ///
  /// dtc writes them where they stand, and loses what follows.
  private var orderedReservations: [MemoryReservation] {
    guard reservations.contains(where: { $0.size == 0 }) else { return reservations }
    return reservations.filter { $0.size != 0 } + reservations.filter { $0.size == 0 }
  }

  /// Written behind what a writer has; with a `layout` names stay where they are in a base, and old bytes stand
  /// behind values, which without it are zero.
  func written(
    to empty: FlattenedTreeWriter, keeping layout: BaseLayout? = nil
  ) -> FlattenedTreeWriter {
    var writer = empty
    for reservation in orderedReservations {
      writer.reserveEntry(address: reservation.address, size: reservation.size)
    }
    writer.reserve(structure: flattenedSize)
    var places = NamePlaces()
    for step in steps(through: root) {
      switch step {
      // The writer stands in the root from the start, and ends it.
      case .opens(let node):
        if node != root { writer.beginNode(nameBytes(of: node)) }
        write(properties(of: node), to: &writer, &places, layout)
      case .closes(let node): if node != root { writer.endNode() }
      }
    }
    return writer
  }

  private func write(
    _ properties: PropertySequence, to writer: inout FlattenedTreeWriter, _ places: inout NamePlaces,
    _ layout: BaseLayout?
  ) {
    for property in properties {
      let (record, name) = (record(property), nameBytes(of: property))
      var offset = layout?.nameOffset(of: property)
      if offset == nil {
        if places[record.name] < 0 { places[record.name] = writer.offset(ofName: name) }
        offset = places[record.name]
      }
      var padding: UInt32 = 0
      if let layout, record.padding.word != 0 { padding = layout.padding(of: property, in: self, writer) }
      writer.property(name: name, at: offset ?? 0, value: bytes(of: property), padding: padding)
    }
  }

  /// Where the names of properties are in the strings block, by their numbers; -1 for one not met yet.
  private struct NamePlaces {
    private var offsets: [Int] = []

    subscript(name: Int32) -> Int {
      get { Int(name) < offsets.count ? offsets[Int(name)] : -1 }
      set {
        while offsets.count <= Int(name) { offsets.append(-1) }
        offsets[Int(name)] = newValue
      }
    }
  }
}
