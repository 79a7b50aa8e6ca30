/// A line such as `# 33 "file"`, by which a preprocessor says that the next line is line 33 of that file.
struct LineMarker {
  /// The number of the next line.
  var line: Int
  /// The file; nil for the one that is named already, as `#line 7` leaves it out.
  var path: String?

  init(line: Int, path: String?) {
    self.line = line
    self.path = path
  }

  /// Reads the marker whose `#` stands at `start`: `#`, perhaps `line`, blanks, a number, blanks, a string; nil if none
  /// stands there.
  init?(_ bytes: [UInt8], at start: Int) {
    var index = start + 1
    func skipBlanks() -> Bool {
      let from = index
      while index < bytes.count, bytes[index].isBlank { index += 1 }
      return index > from
    }
    if bytes.count - index >= 4, bytes[index..<index + 4].elementsEqual("line".utf8) { index += 4 }
    guard skipBlanks() else { return nil }
    let digits = bytes[index...].prefix { $0.isDigit }
    index = digits.endIndex
    guard !digits.isEmpty, skipBlanks(), index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      return nil
    }
    let (end, closed) = PreprocessingLexer.endOfQuoted(bytes, at: index)
    guard closed else { return nil }
    self.init(line: Self.number(digits), path: Self.path(bytes[index..<end]))
  }

  /// A line's number in digits; numbers beyond all files stay there.
  static func number(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { min($0 * 10 + Int($1 &- UInt8(ascii: "0")), 1 << 40) }
  }

  /// The path that a string in quotes gives.
  static func path(_ string: ArraySlice<UInt8>) -> String {
    let quoted = string.dropFirst().dropLast()
    let path = quoted.contains(UInt8(ascii: "\\")) ? StringLiteral.value(of: quoted).bytes[...] : quoted
    return String(decoding: path, as: UTF8.self)
  }

  /// A path as a string of C, with what would end the line in octal, as GNU cpp has it.
  static func quoted(_ path: String) -> [UInt8] {
    var text = [UInt8(ascii: "\"")]
    for byte in path.utf8 {
      let isControl = byte < 0x20 || byte == 0x7f
      if isControl || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        text.append(UInt8(ascii: "\\"))
      }
      if isControl {
        for shift in [6, 3, 0] { text.append(UInt8(ascii: "0") + (byte >> UInt8(shift)) & 7) }
      } else {
        text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
    return text
  }
}
