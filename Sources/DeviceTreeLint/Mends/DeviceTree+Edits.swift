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
  mutating func setEntries(_ ranges: [MemoryRange], of node: NodeID, in name: String = "reg") {
    var value = PropertyValue.cells([])
    for range in ranges { rootFormat.append(range, to: &value) }
    set(name, to: value, of: node)
  }

  /// Adds a sibling with the properties of a node, but another `reg` and no phandle.
  mutating func addCopy(of node: NodeID, as name: String, reg range: MemoryRange) {
    guard let parent = parent(of: node), child(named: name, of: parent) == nil else { return }
    let copy = addNode(name, to: parent)
    for property in Array(properties(of: node)) {
      let name = self.name(of: property)
      if name != "phandle", name != "linux,phandle" { set(name, to: value(of: property), of: copy) }
    }
    setEntries([range], of: copy)
    var siblings = children(of: parent)
    while let next = siblings.next() {
      guard next == node, let behind = siblings.next(), behind != copy else { continue }
      move(copy, before: behind)
      return
    }
  }

  /// Gives a node another name; strings of /aliases, /chosen and /__symbols__ that hold its path follow.
  mutating func renameWithPaths(_ node: NodeID, to name: String) {
    let old = path(of: node)
    guard rename(node, to: name) else { return }
    let new = path(of: node)
    for holder in ["aliases", "chosen", "__symbols__"] {
      guard let node = child(named: holder, of: root) else { continue }
      for property in Array(properties(of: node)) {
        guard let text = string(self.name(of: property), of: node), text.hasPrefix(old) else { continue }
        let rest = text.dropFirst(old.count)
        guard rest.isEmpty || rest.first == "/" || rest.first == ":" else { continue }
        set(property, to: .string(new + rest))
      }
    }
  }

  /// Takes a property away, if it is there.
  mutating func removeProperty(_ name: String, of node: NodeID) {
    if let property = property(name, of: node) { remove(property) }
  }

  /// Takes the bytes out of a string, and the blanks behind them, or before them at the string's end.
  mutating func cutString(_ bytes: Range<Int>, of name: String, in node: NodeID) {
    guard let property = property(name, of: node) else { return }
    var value = self.value(of: property)
    guard bytes.upperBound <= value.bytes.count else { return }
    var end = bytes.upperBound
    while end < value.bytes.count, value.bytes[end] == UInt8(ascii: " ") { end += 1 }
    var start = bytes.lowerBound
    if end == value.bytes.count || value.bytes[end] == 0 {
      while start > 0, value.bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    }
    value.bytes.removeSubrange(start..<end)
    if value.bytes.isEmpty { value.bytes = [0] }
    set(property, to: PropertyValue(bytes: value.bytes, markers: [ValueMarker(0, .string)]))
  }
}
