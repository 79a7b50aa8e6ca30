import DTS
import DeviceTree
import FDT
import FileSystem

/// A blob's tokens as text on standard output.
struct BlobDump {
  let blob: UncheckedBlob
  /// Whether it is told where everything stands.
  let debugs: Bool
  var output = BufferedOutput()
  /// How many of the bytes that were written are indentation.
  private var indentation = 0
  private var depth = 0
  /// What is wrong with what was shown as far as it is there.
  private var damage: Fault?

  init(_ blob: UncheckedBlob, debugs: Bool) {
    self.blob = blob
    self.debugs = debugs
  }

  /// Why a dump ends early.
  enum Fault {
    case unknownTag(UInt32)
    /// What is wrong, and where.
    case damage(String)
  }

  /// Writes the text, and returns what is wrong if not all of the blob is there.
  mutating func run() -> Fault? {
    defer { output.flush() }
    printHeader()
    printReservations()
    let fault = printStructure()
    return damage ?? fault
  }

  private mutating func printHeader() {
    var lines = [
      "/dts-v1/;", "// magic:\t\t\(hex(blob.magic))",
      "// totalsize:\t\t\(hex(blob.totalSize)) (\(blob.totalSize))",
      "// off_dt_struct:\t\(hex(blob.structureOffset))", "// off_dt_strings:\t\(hex(blob.stringsOffset))",
      "// off_mem_rsvmap:\t\(hex(blob.reservationsOffset))", "// version:\t\t\(blob.version)",
      "// last_comp_version:\t\(blob.lastCompatible)",
    ]
    if blob.version >= 2 { lines.append("// boot_cpuid_phys:\t\(hex(blob.bootCPU))") }
    if blob.version >= 3 { lines.append("// size_dt_strings:\t\(hex(blob.stringsSize))") }
    if blob.version >= 17 { lines.append("// size_dt_struct:\t\(hex(blob.structureSize))") }
    for line in lines { output.append(line + "\n") }
    output.append("\n")
  }

  private mutating func printReservations() {
    var offset = blob.reservationsOffset
    while let high = blob.word(offset), let low = blob.word(offset + 4), let upper = blob.word(offset + 8),
      let lower = blob.word(offset + 12)
    {
      let address = UInt64(high) << 32 | UInt64(low)
      let size = UInt64(upper) << 32 | UInt64(lower)
      if address == 0, size == 0 { return }
      output.append("/memreserve/ \(AddressText.alternateHex(address)) \(AddressText.alternateHex(size));\n")
      offset += 16
    }
    damage = .damage("the memory reservations at \(hex(blob.reservationsOffset)) go beyond the blob")
  }

  private mutating func printStructure() -> Fault? {
    var offset = blob.structureOffset
    while let token = blob.word(offset) {
      if token == Token.end { return nil }
      if debugs { tell(offset, "tag: 0x\(AddressText.digits(token, atLeast: 8)) (\(Self.name(of: token)))") }
      offset += 4
      switch token {
      case Token.beginNode:
        let (name, isWhole) = blob.text(at: offset)
        if !isWhole { return .damage("a node's name at \(hex(offset)) has no end") }
        guard indent() else { return tooDeep }
        output.append(name)
        output.append(name.isEmpty ? "/ {\n" : " {\n")
        depth += 1
        offset = aligned(offset + name.count + 1, to: 4)
      case Token.endNode:
        depth -= 1
        if depth < 0 { return .damage("FDT_END_NODE at \(hex(offset - 4)) ends no node") }
        guard indent() else { return tooDeep }
        output.append("};\n")
      case Token.property:
        guard let size = blob.word(offset), let name = blob.word(offset + 4) else {
          return .damage("the property at \(hex(offset - 4)) goes beyond the blob")
        }
        let start = blob.version < 16 && size >= 8 ? aligned(offset + 8, to: 8) : offset + 8
        if let fault = printProperty(nameAt: Int(name), valueAt: start, size: Int(size), token: offset - 4) {
          return fault
        }
        offset = aligned(start + Int(size), to: 4)
      case Token.nop:
        guard indent() else { return tooDeep }
        output.append("// [NOP]\n")
      default: return .unknownTag(token)
      }
    }
    return .damage(
      offset == blob.structureOffset
        ? "the structure begins at \(hex(offset)), beyond the blob"
        : "the structure ends at \(hex(min(offset, blob.count))) without FDT_END")
  }

  private mutating func printProperty(nameAt nameOffset: Int, valueAt start: Int, size: Int, token: Int)
    -> Fault?
  {
    let place = blob.stringsOffset + nameOffset
    guard let value = blob.value(at: start, count: size) else {
      return .damage("the property at \(hex(token)) goes beyond the blob")
    }
    let (name, isWhole) = blob.text(at: place)
    if !isWhole, damage == nil {
      damage = .damage("the name of the property at \(hex(token)) goes beyond the blob")
    }
    tell(place, "string: ", name)
    tell(start, "value")
    guard indent() else { return tooDeep }
    output.append(name)
    print(value)
    output.append(";\n")
    return nil
  }

  private static func name(of token: UInt32) -> String {
    switch token {
    case Token.beginNode: "FDT_BEGIN_NODE"
    case Token.endNode: "FDT_END_NODE"
    case Token.property: "FDT_PROP"
    case Token.nop: "FDT_NOP"
    default: "FDT_???"
    }
  }

  private func hex(_ number: Int) -> String { AddressText.hex(UInt64(number)) }

  private func aligned(_ offset: Int, to size: Int) -> Int { (offset + size - 1) / size * size }

  private mutating func tell(_ offset: Int, _ words: String, _ bytes: ArraySlice<UInt8> = []) {
    guard debugs else { return }
    output.append("// \(AddressText.digits(offset, atLeast: 4)): \(words)")
    output.append(bytes)
    output.append("\n")
  }

  /// Begins a line, if there is still room for what stands in front of it.
  private mutating func indent() -> Bool {
    let others = output.byteCount - indentation
    indentation += 4 * depth
    guard OutputLimits().allow(indentation, beside: others) else { return false }
    output.append(blanks: 4 * depth)
    return true
  }

  private var tooDeep: Fault { .damage("\(PrintError.indentation(depth: depth))") }
}
