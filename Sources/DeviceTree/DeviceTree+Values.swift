extension DeviceTree {
  /// The property's value as 32-bit cells; nil if it is no whole number of them.
  ///
  /// Complexity: O(n) in bytes.
  public func cells(of property: PropertyID) -> [UInt32]? {
    let record = record(property)
    guard record.valueCount % 4 == 0 else { return nil }
    var cells: [UInt32] = []
    cells.reserveCapacity(record.valueCount / 4)
    for start in stride(from: record.valueStart, to: record.valueStart + record.valueCount, by: 4) {
      cells.append(storedCell(at: start))
    }
    return cells
  }

  /// The 32-bit cell at a byte offset of a value, which need not be a multiple of four; nil if its four bytes are not
  /// all there.
  ///
  /// Complexity: O(1).
  public func cell(at offset: Int, of property: PropertyID) -> UInt32? {
    let record = record(property)
    guard offset >= 0, offset <= record.valueCount - 4 else { return nil }
    return storedCell(at: record.valueStart + offset)
  }

  /// The cell at a place in the buffer of all values.
  private func storedCell(at start: Int) -> UInt32 {
    UInt32(values[start]) << 24 | UInt32(values[start + 1]) << 16 | UInt32(values[start + 2]) << 8
      | UInt32(values[start + 3])
  }

  /// The cells of a node's property; nil if it is missing or no whole number of them.
  ///
  /// Complexity: O(n) in bytes.
  public func cells(_ name: String, of node: NodeID) -> [UInt32]? {
    property(name, of: node).flatMap { cells(of: $0) }
  }

  /// A node's property of exactly one cell.
  ///
  /// Complexity: O(1) but for the name's length.
  public func cell(_ name: String, of node: NodeID) -> UInt32? {
    guard let property = property(name, of: node), record(property).valueCount == 4 else { return nil }
    return cell(at: 0, of: property)
  }

  /// The strings of a property; nil if it is missing, empty, or does not end with a NUL.
  ///
  /// Complexity: O(n) in bytes.
  public func strings(_ name: String, of node: NodeID) -> [String]? {
    guard let bytes = bytes(name, of: node), bytes.last == 0 else { return nil }
    return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first string of a property.
  ///
  /// Complexity: O(n) in bytes.
  public func string(_ name: String, of node: NodeID) -> String? { strings(name, of: node)?.first }

  /// Whether `compatible` lists this string.
  ///
  /// Complexity: O(n) in the bytes of `compatible`.
  public func isCompatible(_ node: NodeID, with name: String) -> Bool {
    strings("compatible", of: node)?.contains(name) ?? false
  }

  /// Whether the node is in use: `status` is missing, "ok" or "okay" (Linux, `of_fdt_device_is_available`).
  ///
  /// Complexity: O(1).
  public func isAvailable(_ node: NodeID) -> Bool {
    guard let status = property("status", of: node).map({ bytes(of: $0) }) else { return true }
    return status.elementsEqual("okay\0".utf8) || status.elementsEqual("ok\0".utf8)
  }
}
