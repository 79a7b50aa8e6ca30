/// Writes a blob of any version and with any room, byte for byte as `dtc -V … -R … -S … -p … -a …` does.
///
/// `FlattenedTreeWriter` is the tool for the version that everybody reads; this one takes nodes with their
/// paths, which versions 1 to 3 write instead of names.
package struct BlobWriter: Sendable {
  private let layout: BlobLayout
  private let bootCPU: UInt32
  private var structure: [UInt8] = []
  private var strings = StringTable()
  private var reservations: [UInt8] = []

  package init(layout: BlobLayout, bootCPU: UInt32) {
    self.layout = layout
    self.bootCPU = bootCPU
  }

  package mutating func reserve(address: UInt64, size: UInt64) {
    reservations.appendBigEndian(address)
    reservations.appendBigEndian(size)
  }

  /// Begins a node; `path` is asked for only where the version wants it.
  package mutating func beginNode(_ name: ArraySlice<UInt8>, path: () -> String) {
    structure.appendBigEndian(Token.beginNode)
    if layout.version.isOld {
      structure.append(contentsOf: path().utf8)
    } else {
      structure.append(contentsOf: name)
    }
    structure.append(0)
    align(to: 4)
  }

  package mutating func property(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
    structure.appendBigEndian(Token.property)
    structure.appendBigEndian(UInt32(truncatingIfNeeded: value.count))
    structure.appendBigEndian(UInt32(truncatingIfNeeded: strings.offset(of: name)))
    if layout.version.isOld, value.count >= 8 { align(to: 8) }
    structure.append(contentsOf: value)
    align(to: 4)
  }

  /// Ends the properties of a node: old versions state its name without the unit address.
  package mutating func endProperties(baseName: ArraySlice<UInt8>, statesName: Bool) {
    if layout.version.isOld, !statesName {
      property(name: Array("name".utf8)[...], value: (Array(baseName) + [0])[...])
    }
  }

  package mutating func endNode() { structure.appendBigEndian(Token.endNode) }

  private mutating func align(to size: Int) {
    while structure.count & (size - 1) != 0 { structure.append(0) }
  }

  /// The finished blob.
  ///
  /// Complexity: O(n) in bytes.
  package func finished() -> [UInt8] {
    let version = layout.version
    let reservationsOffset = (version.headerSize + 7) / 8 * 8
    let reservationsSize = reservations.count + 16 * (layout.freeReservations + 1)
    let structureOffset = reservationsOffset + reservationsSize
    let structureSize = structure.count + 4
    let stringsOffset = structureOffset + structureSize
    let used = stringsOffset + strings.bytes.count
    let total = layout.totalSize(used: used)
    var blob: [UInt8] = []
    blob.reserveCapacity(total)
    for word in [
      Header.magic, UInt32(truncatingIfNeeded: total), UInt32(truncatingIfNeeded: structureOffset),
      UInt32(truncatingIfNeeded: stringsOffset), UInt32(truncatingIfNeeded: reservationsOffset),
      version.rawValue, version.lastCompatible, bootCPU, UInt32(truncatingIfNeeded: strings.bytes.count),
      UInt32(truncatingIfNeeded: structureSize),
    ].prefix(version.headerSize / 4) { blob.appendBigEndian(word) }
    blob.append(contentsOf: repeatElement(0, count: reservationsOffset - blob.count))
    blob.append(contentsOf: reservations)
    blob.append(contentsOf: repeatElement(0, count: reservationsSize - reservations.count))
    blob.append(contentsOf: structure)
    blob.appendBigEndian(Token.end)
    blob.append(contentsOf: strings.bytes)
    blob.append(contentsOf: repeatElement(0, count: total - used))
    return blob
  }
}
