/// Writes a flattened device tree of version 17 front to back, byte for byte as dtc lays it out: header,
/// memory reservations, structure, strings, without padding between or behind.
public struct FlattenedTreeWriter: Sendable {
  private var structure: [UInt8] = []
  private var strings = StringTable()
  private var reservations: [UInt8] = []
  private var bootCPU: UInt32

  /// Starts an empty tree whose header names `bootCPU` as the physical id of the boot cpu.
  public init(bootCPU: UInt32 = 0) { self.bootCPU = bootCPU }

  /// Adds a memory reservation of `size` bytes at `address`.
  ///
  /// One of size 0 is written as dtc writes it, although readers take it for the end of the list.
  public mutating func reserve(address: UInt64, size: UInt64) {
    reservations.appendBigEndian(address)
    reservations.appendBigEndian(size)
  }

  /// Writes a node: `body` adds its properties, then its children.
  ///
  /// Unbalanced nodes cannot be said.
  ///
  /// `name` is "" for the root, and must not contain a NUL.
  public mutating func node<E: Error>(
    _ name: String, _ body: (inout FlattenedTreeWriter) throws(E) -> Void
  ) throws(E) {
    beginNode(Array(name.utf8))
    try body(&self)
    endNode()
  }

  /// Adds a property to the node being written.
  ///
  /// Complexity: O(bytes of name and value).
  public mutating func property(_ name: String, _ value: [UInt8]) {
    property(name: Array(name.utf8), value: value[...])
  }

  /// Puts a name into the strings block now, ahead of the property that uses it.
  package mutating func reserveName(_ name: some Collection<UInt8>) { _ = strings.offset(of: name) }

  /// Begins a node; for callers that walk a tree of unknown depth without recursion.
  package mutating func beginNode(_ name: some Collection<UInt8>) {
    structure.appendBigEndian(Token.beginNode)
    structure.append(contentsOf: name)
    structure.append(0)
    pad()
  }

  /// Ends the node begun last.
  package mutating func endNode() { structure.appendBigEndian(Token.endNode) }

  /// Adds a property whose name need not be text.
  package mutating func property(name: some Collection<UInt8>, value: ArraySlice<UInt8>) {
    structure.appendBigEndian(Token.property)
    structure.appendBigEndian(UInt32(truncatingIfNeeded: value.count))
    structure.appendBigEndian(UInt32(truncatingIfNeeded: strings.offset(of: name)))
    structure.append(contentsOf: value)
    pad()
  }

  private mutating func pad() { while structure.count % 4 != 0 { structure.append(0) } }

  /// The finished blob.
  ///
  /// Complexity: O(n) in bytes.
  public func finished() -> [UInt8] {
    let reservationsOffset = Header.size17
    let structureOffset = reservationsOffset + reservations.count + 16
    let structureSize = structure.count + 4
    let stringsOffset = structureOffset + structureSize
    let total = stringsOffset + strings.bytes.count
    var blob: [UInt8] = []
    blob.reserveCapacity(total)
    for word in [
      Header.magic, UInt32(truncatingIfNeeded: total), UInt32(truncatingIfNeeded: structureOffset),
      UInt32(truncatingIfNeeded: stringsOffset), UInt32(reservationsOffset), 17, 16, bootCPU,
      UInt32(truncatingIfNeeded: strings.bytes.count), UInt32(truncatingIfNeeded: structureSize),
    ] { blob.appendBigEndian(word) }
    blob.append(contentsOf: reservations)
    blob.append(contentsOf: repeatElement(0, count: 16))
    blob.append(contentsOf: structure)
    blob.appendBigEndian(Token.end)
    blob.append(contentsOf: strings.bytes)
    return blob
  }
}

extension [UInt8] {
  mutating func appendBigEndian(_ value: UInt32) {
    append(UInt8(truncatingIfNeeded: value >> 24))
    append(UInt8(truncatingIfNeeded: value >> 16))
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }

  mutating func appendBigEndian(_ value: UInt64) {
    appendBigEndian(UInt32(truncatingIfNeeded: value >> 32))
    appendBigEndian(UInt32(truncatingIfNeeded: value))
  }
}
