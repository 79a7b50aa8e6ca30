extension DeviceTree {
  /// The property's value as 32-bit cells; nil if it is no whole number of them.
  public func cells(of property: PropertyID) -> [UInt32]? {
    let bytes = bytes(of: property)
    guard bytes.count % 4 == 0 else { return nil }
    var cells: [UInt32] = []
    cells.reserveCapacity(bytes.count / 4)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      cells.append(
        UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16 | UInt32(bytes[index + 2]) << 8
          | UInt32(bytes[index + 3]))
      index += 4
    }
    return cells
  }

  /// The cells of a node's property; nil if it is missing or no whole number of them.
  public func cells(_ name: String, of node: NodeID) -> [UInt32]? {
    property(name, of: node).flatMap { cells(of: $0) }
  }

  /// A node's property of exactly one cell.
  public func cell(_ name: String, of node: NodeID) -> UInt32? {
    guard let cells = cells(name, of: node), cells.count == 1 else { return nil }
    return cells[0]
  }

  /// The strings of a property; nil if it is missing, empty, or does not end with a NUL.
  public func strings(_ name: String, of node: NodeID) -> [String]? {
    guard let bytes = bytes(name, of: node), bytes.last == 0 else { return nil }
    return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first string of a property.
  public func string(_ name: String, of node: NodeID) -> String? { strings(name, of: node)?.first }

  /// Whether `compatible` lists this string.
  public func isCompatible(_ node: NodeID, with name: String) -> Bool {
    strings("compatible", of: node)?.contains(name) ?? false
  }

  /// Whether the node is in use: `status` is missing, "ok" or "okay" (Linux, `of_fdt_device_is_available`).
  public func isAvailable(_ node: NodeID) -> Bool {
    guard let status = property("status", of: node).map({ bytes(of: $0) }) else { return true }
    return status.elementsEqual("okay\0".utf8) || status.elementsEqual("ok\0".utf8)
  }
}
