import DeviceTree

extension DeviceTree {
  /// Writes one entry of a list of ranges in the root's cells; false where there is no such entry.
  @discardableResult
  mutating func setEntry(_ index: Int, to range: MemoryRange, of node: NodeID, in name: String = "reg")
    -> Bool
  {
    guard let property = property(name, of: node), let size = rootFormat.wholeEntryBytes,
      rootFormat.holds(range)
    else { return false }
    var value = self.value(of: property)
    let start = index * size
    guard start >= 0, start + size <= value.bytes.count else { return false }
    var entry = PropertyValue()
    rootFormat.append(range, to: &entry)
    value.bytes.replaceSubrange(start..<start + size, with: entry.bytes)
    set(property, to: value)
    return true
  }

  /// Adds an entry to a list of ranges in the root's cells.
  mutating func appendEntry(_ range: MemoryRange, to name: String, of node: NodeID) {
    var value = property(name, of: node).map { self.value(of: $0) } ?? PropertyValue.cells([])
    rootFormat.append(range, to: &value)
    set(name, to: value, of: node)
  }

  /// Writes a list of ranges in the root's cells.
  mutating func setEntries(_ ranges: [MemoryRange], of node: NodeID) {
    var value = PropertyValue.cells([])
    for range in ranges { rootFormat.append(range, to: &value) }
    set("reg", to: value, of: node)
  }

  /// Takes a property away, if it is there.
  mutating func removeProperty(_ name: String, of node: NodeID) {
    if let property = property(name, of: node) { remove(property) }
  }

  /// Takes the bytes out of a string, and the blanks behind them.
  mutating func cutString(_ bytes: Range<Int>, of name: String, in node: NodeID) {
    guard let property = property(name, of: node) else { return }
    var value = self.value(of: property)
    guard bytes.upperBound <= value.bytes.count else { return }
    var end = bytes.upperBound
    while end < value.bytes.count, value.bytes[end] == UInt8(ascii: " ") { end += 1 }
    value.bytes.removeSubrange(bytes.lowerBound..<end)
    if value.bytes.isEmpty { value.bytes = [0] }
    set(property, to: PropertyValue(bytes: value.bytes, markers: [ValueMarker(0, .string)]))
  }
}
