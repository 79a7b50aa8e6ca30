/// What it takes to undo edits that only set values and put what is new in front, as those of an overlay do.
///
/// So a tree is edited where it is, and needs no copy to go back to.
struct EditJournal: Sendable {
  /// How many there were of each.
  private let nodeCount: Int
  private let propertyCount: Int
  private let nameCount: Int
  private let labels: LabelTable
  private let paddingSources: [Int32: BlobWord]
  /// The values that properties had, in the order in which they were replaced.
  private var replaced: [Replacement] = []
  private var bytes: [UInt8] = []
  /// The markers of those that had some.
  private var markers: [Int32: [ValueMarker]] = [:]

  private struct Replacement {
    var property: Int32
    /// Where its value ends in `bytes`.
    var end: UInt32
    var padding: ValuePadding
  }

  /// Begins before the first edit.
  init(_ tree: DeviceTree) {
    nodeCount = tree.nodes.count
    propertyCount = tree.propertyRecords.count
    nameCount = tree.names.count
    labels = tree.labels
    paddingSources = tree.paddingSources
  }

  /// Notes the value of a property before it is replaced.
  ///
  /// Complexity: O(length).
  mutating func note(_ property: DeviceTree.PropertyID, of tree: DeviceTree) {
    // What is new goes as a whole.
    guard property.ordinal < propertyCount else { return }
    let (value, old) = (tree.bytes(of: property), tree.markers(of: property))
    bytes.reserveRoom(for: value.count)
    bytes.append(contentsOf: value)
    if !old.isEmpty { markers[Int32(truncatingIfNeeded: replaced.count)] = Array(old) }
    replaced.reserveRoom(for: 1)
    let (end, padding) = (UInt32(truncatingIfNeeded: bytes.count), tree.record(property).padding)
    replaced.append(Replacement(property: property.index, end: end, padding: padding))
  }

  /// Makes the tree what it was.
  ///
  /// Complexity: O(n) in the tree.
  consuming func undo(in tree: inout DeviceTree) {
    restoreValues(of: &tree)
    unlink(from: &tree)
    tree.nodes.removeLast(tree.nodes.count - nodeCount)
    tree.propertyRecords.removeLast(tree.propertyRecords.count - propertyCount)
    tree.names.keepFirst(nameCount)
    tree.labels = labels
    tree.paddingSources = paddingSources
    let (nodes, threshold) = (tree.nodes, SlotIndex.threshold)
    tree.children = SlotIndex(
      nodes.lazy.filter { $0.childSlots > threshold }.map { $0.firstChild }, in: nodes)
    tree.propertySlots = SlotIndex(
      nodes.lazy.filter { $0.propertySlots > threshold }.map { $0.firstProperty }, in: tree.propertyRecords)
  }

  /// The last first: a property may have been set more than once.
  private func restoreValues(of tree: inout DeviceTree) {
    for (number, entry) in replaced.enumerated().reversed() {
      let start = number == 0 ? 0 : Int(replaced[number - 1].end)
      let old = markers[Int32(truncatingIfNeeded: number)] ?? []
      tree.store(bytes[start..<Int(entry.end)], old[...], in: DeviceTree.PropertyID(index: entry.property))
      tree.propertyRecords[Int(entry.property)].padding = entry.padding
    }
  }

  /// Takes what is new off the lists, at whose beginnings it stands.
  private func unlink(from tree: inout DeviceTree) {
    for property in tree.propertyRecords[propertyCount...] { tree.waste += Int(property.value.capacity) }
    for index in 0..<nodeCount {
      var node = tree.nodes[index]
      guard node.firstChild >= nodeCount || node.firstProperty >= propertyCount else { continue }
      while node.firstChild >= nodeCount { node.firstChild = tree.nodes[Int(node.firstChild)].nextSibling }
      while node.firstProperty >= propertyCount {
        node.firstProperty = tree.propertyRecords[Int(node.firstProperty)].next
      }
      if node.firstChild < 0 { node.lastChild = -1 }
      if node.firstProperty < 0 { node.lastProperty = -1 }
      node.countSlots(in: tree.nodes, tree.propertyRecords)
      tree.nodes[index] = node
    }
  }
}

extension NodeRecord {
  /// Counts anew what is in its lists.
  fileprivate mutating func countSlots(in nodes: [NodeRecord], _ properties: [PropertyRecord]) {
    clearCounts()
    var slot = firstChild
    while slot >= 0, childSlots < .max {
      countChild()
      slot = nodes[Int(slot)].nextSibling
    }
    slot = firstProperty
    while slot >= 0, propertySlots < .max {
      countProperty()
      slot = properties[Int(slot)].next
    }
  }
}
