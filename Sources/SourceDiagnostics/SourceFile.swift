/// One text that positions point into: a file as it was read, or a text with a name of its own.
public struct SourceFile: Sendable {
  /// The path as the user knows it; `<stdin>` for standard input.
  public let path: String
  private let content: SourceText

  /// Takes a text.
  ///
  /// Complexity: O(1); the first question about a line takes O(n) in the text's bytes.
  public init(path: String, text: [UInt8]) {
    self.path = path
    content = SourceText(text)
  }

  /// Takes what is left of a file in a preprocessed text; the file is put together when it is first asked for.
  package init(path: String, pieces: [SourceStretch], of text: [UInt8]) {
    self.path = path
    content = SourceText(pieces.isEmpty ? [] : text, pieces: pieces)
  }

  /// The whole text, byte for byte.
  public var text: [UInt8] { content.bytes }

  /// The number of the line that holds byte `offset`, counted from 1.
  ///
  /// Complexity: O(log lines).
  public func line(at offset: Int) -> Int {
    let lineStarts = content.lineStarts
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The byte range of line `number` (counted from 1), without its line end.
  public func byteRange(ofLine number: Int) -> Range<Int> {
    let (lineStarts, text) = (content.lineStarts, text)
    guard number >= 1, number <= lineStarts.count else { return text.count..<text.count }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : text.count
    if end > start, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }
}
