/// Builds small ELF files byte by byte, from the format's description and not from the reader under test.
struct ELFBuilder {
  struct Segment {
    var type: UInt32 = 1
    var virtualAddress: UInt64
    var physicalAddress: UInt64 = 0
    var contents: [UInt8] = []
    var memorySize: UInt64
  }

  struct Symbol {
    var name: String
    var value: UInt64
    var binding: UInt8 = 1
    var type: UInt8 = 1
    var section: UInt16 = 1
  }

  var is64Bit = true
  var isLittleEndian = true
  var machine: UInt16 = 258
  var entry: UInt64 = 0
  var segments: [Segment] = []
  var symbols: [Symbol] = []
  /// Write 0xffff (program headers, names) and 0 (sections) into the header and the true numbers into section
  /// 0.
  var usesSectionZero = false

  func number(_ value: UInt64, _ width: Int) -> [UInt8] {
    let little = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    return isLittleEndian ? little : little.reversed()
  }

  var address: Int { is64Bit ? 8 : 4 }

  /// The bytes of the file: header, program headers, segment contents, symbols, names, section headers.
  func bytes() -> [UInt8] {
    let headerSize = is64Bit ? 64 : 52
    let programSize = is64Bit ? 56 : 32
    let sectionSize = is64Bit ? 64 : 40
    var body: [UInt8] = []
    let bodyStart = headerSize + programSize * segments.count
    var programs: [UInt8] = []
    for segment in segments {
      let offset = UInt64(bodyStart + body.count)
      body += segment.contents
      var fields = number(UInt64(segment.type), 4)
      if is64Bit { fields += number(5, 4) }
      for value in [
        offset, segment.virtualAddress, segment.physicalAddress, UInt64(segment.contents.count),
        segment.memorySize,
      ] { fields += number(value, address) }
      if !is64Bit { fields += number(5, 4) }
      fields += number(4096, address)
      programs += fields
    }
    var names: [UInt8] = [0]
    var table = [UInt8](repeating: 0, count: is64Bit ? 24 : 16)
    for symbol in symbols {
      let name = number(UInt64(names.count), 4)
      let info = [symbol.binding << 4 | symbol.type, 0]
      let value = number(symbol.value, address)
      let size = number(16, address)
      let section = number(UInt64(symbol.section), 2)
      table += is64Bit ? name + info + section + value + size : name + value + size + info + section
      names += Array(symbol.name.utf8) + [0]
    }
    let sectionNames = Array("\0.text\0.symtab\0.strtab\0.shstrtab\0".utf8)
    let tableStart = bodyStart + body.count
    let namesStart = tableStart + table.count
    let sectionNamesStart = namesStart + names.count
    let sectionsStart = sectionNamesStart + sectionNames.count

    func section(
      _ name: Int, _ type: UInt64, _ offset: Int, _ size: Int, link: Int = 0, info: Int = 0, entry: Int = 0
    ) -> [UInt8] {
      number(UInt64(name), 4) + number(type, 4) + number(0, address) + number(0, address)
        + number(UInt64(offset), address) + number(UInt64(size), address) + number(UInt64(link), 4)
        + number(UInt64(info), 4) + number(1, address) + number(UInt64(entry), address)
    }
    let sections =
      (usesSectionZero ? section(0, 0, 0, 5, link: 4, info: segments.count) : section(0, 0, 0, 0))
      + section(1, 1, bodyStart, body.count)
      + section(7, 2, tableStart, table.count, link: 3, entry: is64Bit ? 24 : 16)
      + section(15, 3, namesStart, names.count)
      + section(23, 3, sectionNamesStart, sectionNames.count)

    var header: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, is64Bit ? 2 : 1, isLittleEndian ? 1 : 2, 1]
    header += [UInt8](repeating: 0, count: 9)
    header += number(2, 2) + number(UInt64(machine), 2) + number(1, 4) + number(entry, address)
    header += number(UInt64(headerSize), address) + number(UInt64(sectionsStart), address) + number(0, 4)
    header += number(UInt64(headerSize), 2) + number(UInt64(programSize), 2)
    header += number(usesSectionZero ? 0xffff : UInt64(segments.count), 2)
    header += number(UInt64(sectionSize), 2) + number(usesSectionZero ? 0 : 5, 2)
    header += number(usesSectionZero ? 0xffff : 4, 2)
    return header + programs + body + table + names + sectionNames + sections
  }

  /// A LoongArch kernel in small: two segments, the lower one second, and the symbols that matter here.
  static var kernel: ELFBuilder {
    var builder = ELFBuilder()
    builder.entry = 0x9000_0000_004f_e000
    builder.segments = [
      Segment(
        virtualAddress: 0x9000_0000_0054_0000, physicalAddress: 0x9000_0000_0054_0000,
        contents: Array(repeating: 0xd0, count: 64), memorySize: 0x1000),
      Segment(
        virtualAddress: 0x9000_0000_0020_0000, physicalAddress: 0x9000_0000_0020_0000,
        contents: Array(0..<32), memorySize: 32),
      Segment(type: 4, virtualAddress: 0, contents: [1, 2, 3], memorySize: 3),
    ]
    builder.symbols = [
      Symbol(name: "setup.c", value: 0, binding: 0, type: 4, section: 0xfff1),
      Symbol(name: "_text", value: 7, binding: 0),
      Symbol(name: "elsewhere", value: 9, section: 0),
      Symbol(name: "_text", value: 0x9000_0000_0020_0000),
      Symbol(name: "_text_poke", value: 0x9000_0000_0020_1000),
      Symbol(name: "__dtb_start", value: 0x9000_0000_0054_0010),
      Symbol(name: "hidden", value: 0x42, binding: 0),
      Symbol(name: "spare", value: 0x43, binding: 2),
    ]
    return builder
  }
}
