import DeviceTree

/// A blob's tokens as text; every offset that the blob states is checked before it is followed.
struct BlobDump {
  private let blob: ArraySlice<UInt8>
  private let debugs: Bool
  private(set) var text: [UInt8] = []
  private var depth = 0

  init(_ blob: ArraySlice<UInt8>, debugs: Bool) {
    self.blob = blob
    self.debugs = debugs
  }

  /// The big-endian word at an offset; nil where the blob ends before.
  func word(_ offset: Int) -> UInt32? {
    guard offset >= 0, offset <= blob.count - 4 else { return nil }
    let start = blob.startIndex + offset
    return blob[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func field(_ index: Int) -> UInt32 { word(4 * index) ?? 0 }

  private static func hex(_ number: some BinaryInteger) -> String { "0x" + String(number, radix: 16) }

  private mutating func line(_ words: String) { text += Array((words + "\n").utf8) }

  private mutating func indent() { text.append(contentsOf: repeatElement(0x20, count: 4 * min(depth, 64))) }

  private mutating func debug(_ offset: Int, _ words: String, _ bytes: ArraySlice<UInt8> = []) {
    guard debugs else { return }
    text += Array("// \(AddressText.digits(offset, atLeast: 4)): \(words)".utf8) + bytes + [0x0a]
  }

  /// Why a dump ends early.
  enum Fault {
    case unknownTag(UInt32)
    /// What is wrong, and where.
    case damage(String)
  }

  /// Writes the text, and returns what is wrong if the dump ends early.
  mutating func run() -> Fault? {
    printHeader()
    var offset = Int(field(4))
    while let high = word(offset), let low = word(offset + 4), let upper = word(offset + 8),
      let lower = word(offset + 12), high | low | upper | lower != 0
    {
      let address = UInt64(high) << 32 | UInt64(low)
      let size = UInt64(upper) << 32 | UInt64(lower)
      line("/memreserve/ \(address == 0 ? "0" : Self.hex(address)) \(size == 0 ? "0" : Self.hex(size));")
      offset += 16
    }
    return printStructure()
  }

  private mutating func printHeader() {
    let version = field(5)
    line("/dts-v1/;")
    line("// magic:\t\t\(Self.hex(field(0)))")
    line("// totalsize:\t\t\(Self.hex(field(1))) (\(field(1)))")
    line("// off_dt_struct:\t\(Self.hex(field(2)))")
    line("// off_dt_strings:\t\(Self.hex(field(3)))")
    line("// off_mem_rsvmap:\t\(Self.hex(field(4)))")
    line("// version:\t\t\(version)")
    line("// last_comp_version:\t\(field(6))")
    if version >= 2 { line("// boot_cpuid_phys:\t\(Self.hex(field(7)))") }
    if version >= 3 { line("// size_dt_strings:\t\(Self.hex(field(8)))") }
    if version >= 17 { line("// size_dt_struct:\t\(Self.hex(field(9)))") }
    line("")
  }

  private mutating func printStructure() -> Fault? {
    var offset = Int(field(2))
    while let token = word(offset) {
      let names: [UInt32: String] = [
        1: "FDT_BEGIN_NODE", 2: "FDT_END_NODE", 3: "FDT_PROP", 4: "FDT_NOP", 9: "FDT_END",
      ]
      if token == 9 { return nil }
      debug(offset, "tag: 0x\(AddressText.digits(token, atLeast: 8)) (\(names[token] ?? "FDT_???"))")
      offset += 4
      switch token {
      case 1:
        guard let name = string(at: offset) else {
          return .damage("a node's name at \(Self.hex(offset)) has no end")
        }
        indent()
        text += name.isEmpty ? [0x2f] : Array(name)
        line(" {")
        depth += 1
        offset = aligned(offset + name.count + 1, to: 4)
      case 2:
        depth -= 1
        if depth < 0 { return .damage("FDT_END_NODE at \(Self.hex(offset - 4)) ends no node") }
        indent()
        line("};")
      case 3:
        guard let next = printProperty(at: offset) else {
          return .damage("the property at \(Self.hex(offset - 4)) goes beyond the blob")
        }
        offset = next
      case 4:
        indent()
        line("// [NOP]")
      default: return .unknownTag(token)
      }
    }
    return .damage("the structure ends at \(Self.hex(min(offset, blob.count))) without FDT_END")
  }

  private func aligned(_ offset: Int, to size: Int) -> Int { (offset + size - 1) / size * size }

  private func string(at offset: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, offset < blob.count else { return nil }
    let rest = blob[(blob.startIndex + offset)...]
    return rest.firstIndex(of: 0).map { rest[..<$0] }
  }

  /// Prints a property and returns where the next token stands.
  private mutating func printProperty(at offset: Int) -> Int? {
    guard let size = word(offset), let nameOffset = word(offset + 4),
      let name = string(at: Int(field(3)) + Int(nameOffset))
    else { return nil }
    var start = offset + 8
    if field(5) < 16, size >= 8 { start = aligned(start, to: 8) }
    guard start <= blob.count, Int(size) <= blob.count - start else { return nil }
    debug(Int(field(3)) + Int(nameOffset), "string: ", name)
    debug(start, "value")
    indent()
    text += Array(name)
    let value = blob[blob.startIndex + start..<blob.startIndex + start + Int(size)]
    line(Self.text(of: value) + ";")
    return aligned(start + Int(size), to: 4)
  }

  private static func text(of value: ArraySlice<UInt8>) -> String {
    if value.isEmpty { return "" }
    if ValueType.isText(value) {
      let strings = value.dropLast().split(separator: 0, omittingEmptySubsequences: false)
      return " = " + strings.map { "\"\(String(decoding: $0, as: UTF8.self))\"" }.joined(separator: ", ")
    }
    if value.count % 4 == 0 {
      let cells = stride(from: value.startIndex, to: value.endIndex, by: 4).map { start in
        "0x"
          + AddressText.digits(
            value[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }, atLeast: 8)
      }
      return " = <" + cells.joined(separator: " ") + ">"
    }
    return " = [" + value.map { AddressText.digits($0, atLeast: 2) }.joined(separator: " ") + "]"
  }
}
