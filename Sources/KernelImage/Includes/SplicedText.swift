/// A text with its continued lines joined, as the C preprocessor reads it, and where each byte came from.
struct SplicedText {
  /// The text without any backslash that stands before a line end, and without that line end.
  let bytes: [UInt8]
  /// The offset of each byte in the text as it was; empty where nothing was joined.
  private let positions: [Int]

  init(_ text: [UInt8]) {
    let backslash = UInt8(ascii: "\\")
    // Few texts continue a line: they are walked as they are.
    guard text.indices.contains(where: { text[$0] == backslash && Self.lineEnd(text, after: $0 + 1) != nil })
    else {
      bytes = text
      positions = []
      return
    }
    var joined: [UInt8] = []
    var origin: [Int] = []
    var index = 0
    while index < text.count {
      if text[index] == backslash, let end = Self.lineEnd(text, after: index + 1) {
        index = end
      } else {
        joined.append(text[index])
        origin.append(index)
        index += 1
      }
    }
    bytes = joined
    positions = origin
  }

  /// The offset in the original text of the joined text's byte `index`.
  func position(of index: Int) -> Int { positions.isEmpty ? index : positions[index] }

  /// The offset behind a line end at `start`, or nil if there is none.
  private static func lineEnd(_ text: [UInt8], after start: Int) -> Int? {
    if start < text.count, text[start] == UInt8(ascii: "\n") { return start + 1 }
    if start + 1 < text.count, text[start] == UInt8(ascii: "\r"), text[start + 1] == UInt8(ascii: "\n") {
      return start + 2
    }
    return nil
  }
}
