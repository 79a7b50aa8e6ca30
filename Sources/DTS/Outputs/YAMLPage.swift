import DeviceTree

/// YAML text being printed, broken into lines as libyaml's emitter does: before what begins behind column 80.
struct YAMLPage {
  static let width = 80

  let tree: DeviceTree
  let limits: OutputLimits
  private(set) var text: [UInt8] = []
  /// How much of the text is indentation.
  private var indentation = 0
  private var lineStart = 0
  private var isFirstLine = true

  init(tree: DeviceTree, limits: OutputLimits) {
    self.tree = tree
    self.limits = limits
  }

  private var column: Int { text.count - lineStart }

  mutating func write(_ words: String) {
    for byte in words.utf8 {
      text.append(byte)
      if byte == 0x0a { lineStart = text.count }
    }
  }

  private mutating func breakLine(indent: Int) throws(PrintError) {
    text.append(0x0a)
    lineStart = text.count
    text.append(contentsOf: repeatElement(0x20, count: indent))
    indentation += indent
    guard limits.allow(indentation, beside: text.count - indentation) else {
      throw .indentation(depth: tree.nesting.depth)
    }
  }

  /// Begins the line of a key; the first stands behind the dash of the document's only item.
  mutating func startLine(indent: Int) throws(PrintError) {
    if !isFirstLine { try breakLine(indent: indent) }
    isFirstLine = false
  }

  /// A name and its colon; names that would mean something else are quoted.
  mutating func key(_ name: ArraySlice<UInt8>) {
    let special = "#,[]{}&*!|>'\"%@`".utf8
    let isSpecial =
      name.isEmpty || special.contains(name[name.startIndex]) || name.elementsEqual("?".utf8)
      || name.elementsEqual("-".utf8) || name.starts(with: "---".utf8) || name.starts(with: "...".utf8)
    if isSpecial { text.append(0x27) }
    text += name
    if isSpecial { text.append(0x27) }
    text.append(0x3a)
  }

  /// A value behind its key: a list of what stands between commas, or `true` for an empty one.
  mutating func value(_ value: DTCValue, indent: Int) throws(PrintError) {
    guard !value.bytes.isEmpty else { return write(" true") }
    write(" [")
    // The target that dtc gives a fragment has a reference but no type, and comes out empty.
    guard !value.isUntypedReference else { return write("]") }
    var isFirst = true
    for (index, marker) in value.markers.enumerated() {
      guard let form = marker.form else { continue }
      let (_, length) = value.lengths(from: index)
      guard length > 0 else { continue }
      try item(isFirst: &isFirst, indent: indent + 2)
      let range = marker.offset..<marker.offset + length
      let isText = form == .string && value.slice(range).last == 0
      if isText {
        try string(value.slice(range).dropLast(), indent: indent + 4)
      } else {
        try numbers(value, index, range, form == .string ? .bytes : form, indent: indent + 4)
      }
    }
    write("]")
  }

  /// Goes on to the next item of a list.
  private mutating func item(isFirst: inout Bool, indent: Int) throws(PrintError) {
    if !isFirst { write(",") }
    if column > Self.width {
      try breakLine(indent: indent)
    } else if !isFirst {
      write(" ")
    }
    isFirst = false
  }

  /// The numbers of one stretch, whose marker has this index.
  private mutating func numbers(
    _ value: DTCValue, _ index: Int, _ range: Range<Int>, _ form: DTCValue.Form, indent: Int
  ) throws(PrintError) {
    switch form {
    case .bytes, .string: write("!u8 [")
    case .cells16: write("!u16 [")
    case .cells: write("[")
    case .cells64: write("!u64 [")
    }
    var references = value.references(in: range, around: index).makeIterator()
    var reference = references.next()
    var isFirst = true
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: form.width) {
      try item(isFirst: &isFirst, indent: indent)
      while let next = reference, next < offset { reference = references.next() }
      if form == .cells, reference == offset { write("!phandle ") }
      let end = min(range.upperBound, offset + form.width)
      let number = value.slice(offset..<end).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      write("0x" + String(number, radix: 16))
    }
    write("]")
  }

  private mutating func string(_ bytes: ArraySlice<UInt8>, indent: Int) throws(PrintError) {
    text.append(0x22)
    var wasSpace = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if byte == 0x20, !wasSpace, column > Self.width, index != bytes.startIndex, index != bytes.endIndex - 1
      {
        try breakLine(indent: indent)
        if bytes[index + 1] == 0x20 { text.append(0x5c) }
      } else {
        append(byte)
      }
      wasSpace = byte == 0x20
    }
    text.append(0x22)
  }

  private mutating func append(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x5c: text += [0x5c, byte]
    case 0x20..<0x7f: text.append(byte)
    case 0: write("\\0")
    case 0x07: write("\\a")
    case 0x08: write("\\b")
    case 0x09: write("\\t")
    case 0x0a: text += [0x5c, 0x6e]
    case 0x0b: write("\\v")
    case 0x0c: write("\\f")
    case 0x0d: write("\\r")
    case 0x1b: write("\\e")
    default: write("\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased())
    }
  }
}
