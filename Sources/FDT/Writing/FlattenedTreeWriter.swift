/// Writes a flattened device tree front to back, byte for byte as dtc lays it out: header, memory reservations,
/// structure, strings; of version 17 and without padding, unless its layout says otherwise.
///
/// A new writer stands in the root; children are written in closures, so that a node that is not ended, or
/// ended twice, cannot be said. What `finished()` returns is a blob that `FlattenedTree` takes, of every version
/// but 1, which is not read any more.
///
/// What readers would not see as it was written is refused: a node whose name is empty or holds a NUL or '/', a property
/// whose name holds a NUL, a memory reservation of 0 bytes. libfdt's `fdt_begin_node` and `fdt_property` (1.6.1 to 1.8.1)
/// write such names; no path leads to those nodes then, and the rest of a name is lost. `finished()` throws for the first
/// of them, so that writing itself needs no `try`.
public struct FlattenedTreeWriter: Sendable {
  var structure: [UInt8] = []
  var strings: StringTable
  var reservations: [UInt8] = []
  let bootCPU: UInt32
  let layout: BlobLayout
  /// For each open node but the root, and ahead of them for the root, where its properties end; -1 while it
  /// has no child.
  var propertyEnds: [Int] = [-1]
  /// What only versions 1 to 3 write.
  var ancestry = LegacyAncestry()
  /// The longest name of a property: how many bytes it has, and where it stands in the strings block.
  var longestName = (byteCount: 0, offset: 0)
  /// The first thing written that readers would not see as it was written.
  var fault: FDTWriteError?

  /// Starts a tree with an empty root, whose header names `bootCPU` as the physical id of the boot cpu.
  ///
  /// `seed` makes the places in the table of names unforeseeable, so that none can be made up that all collide; without
  /// it a random number of this process is taken. Embedded Swift has none, so give one there if names come from outside.
  ///
  /// Complexity: O(1).
  public init(bootCPU: UInt32 = 0, layout: BlobLayout = BlobLayout(), seed: UInt64? = nil) {
    self.init(bootCPU: bootCPU, layout: layout, strings: StringTable(seed: seed ?? ByteHash.seed))
  }

  /// Starts a tree whose strings block begins with that of another blob.
  package init(bootCPU: UInt32, stringsOf base: borrowing FlattenedTree) {
    let names = base.bytes.extracting(base.strings)
    self.init(bootCPU: bootCPU, layout: BlobLayout(), strings: StringTable(block: names))
  }

  private init(bootCPU: UInt32, layout: BlobLayout, strings: StringTable) {
    self.bootCPU = bootCPU
    self.layout = layout
    self.strings = strings
    structure.appendBigEndian(Token.beginNode)
    structure.append(layout.version.isOld ? UInt8(ascii: "/") : 0)
    pad()
  }

  /// Adds a memory reservation of `size` bytes at `address`.
  ///
  /// One of size 0, which readers would take for the end of the list, makes `finished()` throw `emptyReservation`.
  ///
  /// Complexity: O(1).
  public mutating func reserve(address: UInt64, size: UInt64) {
    if size == 0 { note(.emptyReservation(index: reservations.count / 16)) }
    reserveEntry(address: address, size: size)
  }

  /// Adds an entry to the list of memory reservations, also one of size 0, as dtc writes it.
  package mutating func reserveEntry(address: UInt64, size: UInt64) {
    reservations.appendBigEndian(address)
    reservations.appendBigEndian(size)
  }

  /// Writes a child of the node being written: `body` adds its properties and children.
  ///
  /// A name that is empty or holds a NUL or '/' makes `finished()` throw `badNodeName`. What `body` throws is thrown on.
  ///
  /// Complexity: O(bytes of the name), and that of `body`.
  public mutating func node<E: Error>(
    _ name: String, _ body: (inout FlattenedTreeWriter) throws(E) -> Void
  ) throws(E) {
    if name.isEmpty || name.utf8.contains(0) || name.utf8.contains(UInt8(ascii: "/")) {
      note(.badNodeName(name))
    }
    beginNode(Array(name.utf8)[...])
    defer { endNode() }
    try body(&self)
  }

  /// Adds a property to the node being written.
  ///
  /// A name that holds a NUL makes `finished()` throw `badPropertyName`, a too long one `propertyNameTooLong`.
  ///
  /// Complexity: O(bytes of name and value); behind a child, whose node must still come after all properties,
  /// O(bytes of the children written).
  public mutating func property(_ name: String, _ value: [UInt8]) {
    if name.utf8.contains(0) { note(.badPropertyName(name)) }
    property(name: Array(name.utf8)[...], value: value[...])
  }

  private mutating func note(_ error: FDTWriteError) { fault = fault ?? error }

  /// Puts a name into the strings block now, ahead of the property that uses it.
  package mutating func reserveName(_ name: ArraySlice<UInt8>) { _ = offset(ofName: name) }

  /// Where a property's name, which ends at its first NUL, is in the strings block, to which it is added if it is new.
  package mutating func offset(ofName name: ArraySlice<UInt8>) -> Int {
    strings.offset(of: name.prefix { $0 != 0 })
  }

  /// How many bytes the strings block has.
  package var stringsByteCount: Int { strings.bytes.count }

  /// Where a property's name is in the strings block, which has it.
  package func knownOffset(ofName name: ArraySlice<UInt8>) -> Int {
    strings.knownOffset(of: name.prefix { $0 != 0 }) ?? 0
  }

  /// Four bytes of the strings block, those from `end` on being 0.
  package func stringsWord(at offset: Int, before end: Int) -> UInt32 {
    var word: UInt32 = 0
    for index in offset..<offset + 4 {
      word = word << 8 | (index < min(end, strings.bytes.count) ? UInt32(strings.bytes[index]) : 0)
    }
    return word
  }

  /// Makes room for so many bytes of nodes and properties.
  package mutating func reserve(structure count: Int) { structure.reserveCapacity(count) }

  /// Begins a node; for callers that walk a tree of unknown depth without recursion.
  package mutating func beginNode(_ name: ArraySlice<UInt8>) {
    if let last = propertyEnds.last, last < 0 {
      nameNode()
      propertyEnds[propertyEnds.count - 1] = structure.count
    }
    propertyEnds.append(-1)
    structure.appendBigEndian(Token.beginNode)
    let name = name.prefix { $0 != 0 }
    if layout.version.isOld {
      ancestry.enter(name)
      structure.append(contentsOf: ancestry.path)
    } else {
      structure.append(contentsOf: name)
    }
    structure.append(0)
    pad()
  }

  /// Ends the node begun last; the root ends by itself.
  package mutating func endNode() {
    guard propertyEnds.count > 1, let last = propertyEnds.popLast() else { return }
    if last < 0 { nameNode() }
    if layout.version.isOld { ancestry.leave() }
    structure.appendBigEndian(Token.endNode)
  }

  /// Ends the properties of the open node as versions 1 to 3 do: with its name without the unit address.
  mutating func nameNode() {
    guard layout.version.isOld, !ancestry.statesName else { return }
    appendProperty(
      name: LegacyAncestry.name[...], at: offset(ofName: LegacyAncestry.name[...]),
      value: ancestry.baseName[...])
  }

  /// Adds a property whose name need not be text.
  package mutating func property(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
    property(name: name, at: offset(ofName: name), value: value)
  }

  /// Adds a property whose name was found at `offset` of the strings block; what fills its last word are the last bytes
  /// of `padding`.
  package mutating func property(
    name: ArraySlice<UInt8>, at offset: Int, value: ArraySlice<UInt8>, padding: UInt32 = 0
  ) {
    if let end = propertyEnds.last, end >= 0 {
      let children = Array(structure[end...])
      structure.removeSubrange(end...)
      appendProperty(name: name, at: offset, value: value, padding)
      // Values of the children that are aligned to eight bytes stay so.
      if layout.version.isOld, (structure.count - end) % 8 != 0 { structure.appendBigEndian(Token.nop) }
      propertyEnds[propertyEnds.count - 1] = structure.count
      structure.append(contentsOf: children)
    } else {
      appendProperty(name: name, at: offset, value: value, padding)
    }
  }

  private mutating func appendProperty(
    name: ArraySlice<UInt8>, at offset: Int, value: ArraySlice<UInt8>, _ padding: UInt32 = 0
  ) {
    let name = name.prefix { $0 != 0 }
    if name.count > longestName.byteCount { longestName = (name.count, offset) }
    structure.appendBigEndian(Token.property)
    structure.appendBigEndian(UInt32(truncatingIfNeeded: value.count))
    structure.appendBigEndian(UInt32(truncatingIfNeeded: offset))
    if layout.version.isOld {
      ancestry.note(property: name)
      if value.count >= 8, structure.count % 8 != 0 { structure.appendBigEndian(UInt32(0)) }
    }
    structure.append(contentsOf: value)
    pad(padding)
  }

  private mutating func pad(_ padding: UInt32 = 0) {
    while structure.count % 4 != 0 {
      structure.append(UInt8(truncatingIfNeeded: padding >> (24 - 8 * UInt32(structure.count % 4))))
    }
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
