/// One line of a text.
struct TextLine: Hashable {
  /// Its bytes without the line end, neither `\n` nor `\r\n`.
  var content: Range<Int>
  /// The offset behind its line end, where the next line starts.
  var end: Int
  /// Its number, counted from 1.
  var number: Int
}

/// Walks a text line by line without copying it; a text that ends with a newline has no empty line behind it.
struct TextLines: Sequence, IteratorProtocol {
  private let text: [UInt8]
  private var position = 0
  private var number = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func next() -> TextLine? {
    let start = position
    guard start < text.count else { return nil }
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
    position = end < text.count ? end + 1 : end
    number += 1
    if end < text.count, end > start, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return TextLine(content: start..<end, end: position, number: number)
  }
}

extension [UInt8] {
  /// Whether `word` stands at `start`, wholly before `end`.
  func has(_ word: [UInt8], at start: Int, before end: Int) -> Bool {
    guard start >= 0, start <= end, end <= count, word.count <= end - start else { return false }
    for index in word.indices where self[start + index] != word[index] { return false }
    return true
  }

  /// The bytes of `range` as text; what is not UTF-8 becomes U+FFFD.
  func string(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

  /// `range` without the blanks and tabs at its end and its start.
  func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return start..<end
  }
}

extension UInt8 {
  /// A space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// A letter, a digit or an underscore of ASCII.
  var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// What the byte is worth as a hexadecimal digit.
  var hexDigitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
