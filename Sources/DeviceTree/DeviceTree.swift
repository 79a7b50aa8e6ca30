/// A device tree as a value: nodes and properties in arrays, addressed by index, names once, values in one
/// buffer.
///
/// Copying is cheap until a copy is changed, and walking is linear in memory.
///
/// A node or property that was removed keeps its place: adding one of the same name to the same parent puts
/// it back where it stood, which is what dtc does and byte equality with it needs. Until then `contains(_:)` says no,
/// and edits through its id have no effect.
public struct DeviceTree: Sendable {
  /// Names one node of a tree, and the same node in every copy made of the tree while it had the node; stays valid
  /// while the tree is edited.
  ///
  /// Nodes that are made later are numbered in each copy on its own, and may have the number of another copy's.
  public struct NodeID: Hashable, Comparable, Sendable {
    let index: Int32
    /// Orders by age: a node made later is greater.
    public static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
  }

  /// Names one property of a tree, and the same property in every copy made of the tree while it had the property;
  /// stays valid while the tree is edited.
  ///
  /// Properties that are made later are numbered in each copy on its own, and may have the number of another copy's.
  public struct PropertyID: Hashable, Comparable, Sendable {
    let index: Int32
    /// Orders by age: a property made later is greater.
    public static func < (a: PropertyID, b: PropertyID) -> Bool { a.index < b.index }
  }

  /// The memory reservations ahead of the tree (`/memreserve/`), in order; in a blob those of size 0 stand last, because
  /// readers take the first of them as the end.
  public var reservations: [MemoryReservation] = []
  /// The physical id of the boot cpu, as the header of a blob states it.
  public var bootCPU: UInt32 = 0

  var nodes: [NodeRecord]
  var propertyRecords: [PropertyRecord] = []
  var names = NameTable()
  var values: [UInt8] = []
  var markers: [ValueMarker] = []
  var markerExtents: [Extent] = []
  /// How many bytes of `values` and entries of `markers` no property uses any more.
  var waste = 0
  var labels = LabelTable()
  var children = SlotIndex()
  var propertySlots = SlotIndex()
  /// What stands behind values where that depends on the strings block, by the numbers of the properties.
  var paddingSources: [Int32: BlobWord] = [:]

  /// A tree with an empty root.
  public init() {
    nodes = [NodeRecord(name: 0, parent: -1)]
    _ = names.intern([])
  }

  /// The node `/`.
  public var root: NodeID { NodeID(index: 0) }
}

/// A range of memory that a tree reserves ahead of its nodes.
public struct MemoryReservation: Hashable, Sendable {
  /// The physical address.
  public var address: UInt64
  /// The size in bytes.
  public var size: UInt64
  /// Labels that the source gave it.
  public var labels: [String]

  /// Makes a reservation.
  public init(address: UInt64, size: UInt64, labels: [String] = []) {
    self.address = address
    self.size = size
    self.labels = labels
  }
}

struct NodeRecord: Sendable {
  var name: Int32
  var parent: Int32
  var firstChild: Int32 = -1
  var lastChild: Int32 = -1
  var nextSibling: Int32 = -1
  var firstProperty: Int32 = -1
  var lastProperty: Int32 = -1
  /// Slots below, removed ones included, counted up to 255: only whether they are many is asked.
  private(set) var childSlots: UInt8 = 0
  private(set) var propertySlots: UInt8 = 0
  var isRemoved = false

  init(name: Int32, parent: Int32) {
    self.name = name
    self.parent = parent
  }

  /// What stands for a node that the tree never had.
  static var nowhere: NodeRecord {
    var record = NodeRecord(name: 0, parent: -1)
    record.isRemoved = true
    return record
  }

  mutating func countChild() { if childSlots < .max { childSlots += 1 } }

  mutating func clearCounts() { (childSlots, propertySlots) = (0, 0) }

  mutating func countProperty() { if propertySlots < .max { propertySlots += 1 } }
}

struct PropertyRecord: Sendable {
  var name: Int32
  var node: Int32
  var next: Int32 = -1
  var value = Extent()
  /// Which of the tree's `markerExtents` is the property's; -1 is none, as with all that a blob says.
  var markers: Int32 = -1
  var isRemoved = false
  /// What `flattened(editedFrom:)` writes behind the value, if an overlay set it.
  var padding = ValuePadding()

  init(name: Int32, node: Int32) {
    self.name = name
    self.node = node
  }

  /// What stands for a property that the tree never had.
  static var nowhere: PropertyRecord {
    var record = PropertyRecord(name: 0, node: -1)
    record.isRemoved = true
    return record
  }

  var valueStart: Int { Int(value.start) }
  var valueCount: Int { Int(value.count) }
}
