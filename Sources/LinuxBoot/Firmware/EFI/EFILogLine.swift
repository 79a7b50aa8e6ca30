import DeviceTree

/// One message of a boot log, read as one of UEFI's.
struct EFILogLine {
  /// The whole line, for columns.
  private let whole: Range<Int>
  private var rest: ArraySlice<UInt8>
  private let number: Int

  init(_ bytes: [UInt8], _ message: LogText.Message) {
    whole = message.whole
    rest = bytes[message.text]
    number = message.line
    skipBlanks()
  }

  /// An error at the next byte.
  func error(_ message: String) -> EFIMapError {
    EFIMapError(line: number, column: rest.startIndex - whole.lowerBound + 1, message: message)
  }

  /// Takes these bytes if they come next.
  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// Takes these bytes, which must come next.
  mutating func demand(_ text: String) throws(EFIMapError) {
    guard take(text) else { throw error("'\(text)' was expected here") }
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }

  /// Takes "efi: ", which its messages begin with; whether that was there.
  mutating func skipMark() -> Bool {
    guard take("efi: ") else { return false }
    skipBlanks()
    return true
  }

  /// Takes "NAME: ", or with blanks before the colon, as Linux before 5.6 aligned them.
  mutating func takeName(_ name: String) -> Bool {
    let start = rest
    if take(name) {
      skipBlanks()
      if take(": ") { return true }
    }
    rest = start
    return false
  }

  /// A number with "0x".
  mutating func hexadecimal() throws(EFIMapError) -> UInt64 {
    guard take("0x") else { throw error("a number with 0x was expected here") }
    let digits = rest.prefix { byte in
      (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    guard let number = UInt64(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw error(digits.isEmpty ? "hexadecimal digits were expected here" : "more than 64 bits")
    }
    rest = rest[digits.endIndex...]
    return number
  }

  /// The line as one of the map; nil if it does not begin like one.
  mutating func descriptor(hasMark: Bool) throws(EFIMapError) -> EFIMemoryDescriptor? {
    let start = rest
    if take("mem") {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest[digits.endIndex...]
      guard !digits.isEmpty, take(": [") else {
        rest = start
        return nil
      }
      let (type, attributes) = try typeAndAttributes()
      try demand(" range=[")
      let range = try range()
      try demand(" (")
      let count = rest.prefix { (0x30...0x39).contains($0) }
      guard !count.isEmpty else { throw error("a size was expected here") }
      rest = rest[count.endIndex...]
      try demand("MB)")
      return try end(type, range, attributes)
    }
    guard rest.starts(with: "0x".utf8), hasMark || rest.contains(UInt8(ascii: "|")) else { return nil }
    let first = try hexadecimal()
    try demand("-")
    let last = try hexadecimal()
    try demand(" [")
    let (type, attributes) = try typeAndAttributes()
    return try end(type, (first, last), attributes)
  }

  /// "Node0: mem_type:7, mem_start:0x…, mem_size:0x… Bytes", or "Resvd" for what is not RAM, as LoongArch prints it
  /// (arch/loongarch/kernel/numa.c); nil if it does not begin like one.
  mutating func nodeDescriptor() throws(EFIMapError) -> EFIMemoryDescriptor? {
    let start = rest
    if take("Node") {
      rest = rest.drop { (0x30...0x39).contains($0) }
    } else if !take("Resvd") {
      return nil
    }
    guard take(": mem_type:") else {
      rest = start
      return nil
    }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard let type = UInt32(String(decoding: digits, as: UTF8.self)) else {
      throw error("a number was expected here")
    }
    rest = rest[digits.endIndex...]
    try demand(", mem_start:")
    let base = try hexadecimal()
    try demand(", mem_size:")
    let size = try hexadecimal()
    try demand(" Bytes")
    let (end, overflow) = base.addingReportingOverflow(size)
    guard size > 0, !overflow else { throw error("a size that cannot be") }
    return try self.end(EFIMemoryType(rawValue: type), (base, end - 1), .writeBack)
  }

  /// "0x…-0x…]" with the last address, or "0x…-0x…)" with the one behind it, as Linux before 4.14 had it.
  private mutating func range() throws(EFIMapError) -> (first: UInt64, last: UInt64) {
    let first = try hexadecimal()
    try demand("-")
    let place = self
    let last = try hexadecimal()
    if take("]") { return (first, last) }
    try demand(")")
    guard last > first else { throw place.error("the end lies before the start") }
    return (first, last - 1)
  }

  /// "Conventional|   |  |WB|WT|WC|UC]", or "type=17|attr=0x…]".
  private mutating func typeAndAttributes() throws(EFIMapError) -> (EFIMemoryType, EFIMemoryAttributes) {
    var attributes: EFIMemoryAttributes = []
    var fields = 0
    var type: EFIMemoryType?
    while true {
      let field = rest.prefix { $0 != UInt8(ascii: "|") && $0 != UInt8(ascii: "]") }
      let text = Self.trimmed(field)
      if fields == 0 {
        guard let found = EFIMemoryType(linuxName: text) else {
          throw error("unknown type of memory '\(text)'")
        }
        type = found
      } else if text.hasPrefix("attr=") {
        var number = self
        number.rest = rest.drop { $0 == 0x20 }.dropFirst(5)
        attributes = EFIMemoryAttributes(rawValue: try number.hexadecimal())
      } else if !text.isEmpty {
        guard let bit = EFIMemoryAttributes.linuxNames[text] else {
          throw error("unknown attribute '\(text)'")
        }
        attributes.insert(bit)
      }
      fields += 1
      rest = rest[field.endIndex...]
      if take("]") { break }
      guard take("|") else { throw error("']' was expected here") }
    }
    guard let type, fields > 1 else { throw error("attributes were expected here") }
    return (type, attributes)
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> String {
    var field = field.drop { $0 == 0x20 }
    while field.last == 0x20 { field = field.dropLast() }
    return String(decoding: field, as: UTF8.self)
  }

  /// The entry, if nothing but blanks follows and it consists of whole pages.
  private mutating func end(
    _ type: EFIMemoryType, _ range: (first: UInt64, last: UInt64), _ attributes: EFIMemoryAttributes
  ) throws(EFIMapError) -> EFIMemoryDescriptor {
    skipBlanks()
    guard rest.isEmpty else { throw error("nothing was expected behind the entry") }
    let (size, overflow) = (range.last &- range.first).addingReportingOverflow(1)
    guard range.last >= range.first, !overflow else {
      throw EFIMapError(line: number, column: 0, message: "the end lies before the start")
    }
    guard range.first & 0xfff == 0, size & 0xfff == 0 else {
      throw EFIMapError(
        line: number, column: 0, message: "an entry of an EFI memory map has whole pages of 4 KiB")
    }
    return EFIMemoryDescriptor(type, base: range.first, pageCount: size >> 12, attributes: attributes)
  }

  /// Names and addresses of "NAME=0x… NAME=0x…"; empty if the line is another one.
  func tables() -> [(name: String, address: UInt64)] {
    var found: [(String, UInt64)] = []
    var scanner = self
    scanner.skipBlanks()
    while !scanner.rest.isEmpty {
      let name = scanner.rest.prefix { $0 != UInt8(ascii: "=") }
      scanner.rest = scanner.rest[name.endIndex...].dropFirst()
      guard name.count <= 32, let address = try? scanner.hexadecimal() else { return found }
      found.append((Self.trimmed(name), address))
      scanner.skipBlanks()
    }
    return found
  }
}
