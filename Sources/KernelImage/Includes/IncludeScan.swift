/// Finds the files that a device tree source takes in by names in quotes, without reading them.
///
/// Names in angle brackets are no local files and are left out. Comments and strings are passed over;
/// conditional parts are not evaluated, so that the list is what the file may need at most. `#include` of a
/// macro is not seen.
public enum IncludeScan {
  /// The references of `text`, in the order in which they stand.
  ///
  /// Complexity: O(bytes).
  public static func references(in text: [UInt8]) -> [IncludeReference] {
    var scanner = IncludeScanner(text)
    return scanner.references()
  }
}

/// One walk over a source text.
private struct IncludeScanner {
  private let text: SplicedText
  private var index = 0
  /// Whether nothing but blanks and comments stands before `index` on its line.
  private var atLineStart = true
  private var found: [IncludeReference] = []

  private static let includeWord = Array("include".utf8)
  private static let includeKeyword = Array("/include/".utf8)
  private static let binaryKeyword = Array("/incbin/".utf8)

  init(_ text: [UInt8]) { self.text = SplicedText(text) }

  private var bytes: [UInt8] { text.bytes }
  private var isAtEnd: Bool { index >= bytes.count }

  mutating func references() -> [IncludeReference] {
    while !isAtEnd {
      if skipSpace() { continue }
      let isDirective = atLineStart && bytes[index] == UInt8(ascii: "#")
      atLineStart = false
      if isDirective {
        directive()
      } else if bytes[index] == UInt8(ascii: "/") {
        keyword()
      } else if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
        // A quote that does not close on its line takes the rest of it, as with the preprocessor.
        if let close = closingQuote() { index = close + 1 } else { skipLine() }
      } else {
        index += 1
      }
    }
    return found
  }

  /// Passes one line end, blank or comment; false if none stands here.
  private mutating func skipSpace() -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\n"):
      index += 1
      atLineStart = true
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0b, 0x0c:
      index += 1
    case UInt8(ascii: "/") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "*"):
      skipBlockComment()
    case UInt8(ascii: "/") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/"):
      skipLine()
    default:
      return false
    }
    return true
  }

  /// Passes what is left of the line, but not its end.
  private mutating func skipLine() {
    while !isAtEnd, bytes[index] != UInt8(ascii: "\n") { index += 1 }
  }

  private mutating func skipBlockComment() {
    index += 2
    var isStar = false
    while !isAtEnd {
      let byte = bytes[index]
      index += 1
      if isStar, byte == UInt8(ascii: "/") { return }
      isStar = byte == UInt8(ascii: "*")
    }
  }

  /// The offset of the quote that closes the one at `index`, if it stands on the same line.
  private func closingQuote() -> Int? {
    let quote = bytes[index]
    var position = index + 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == quote { return position }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Passes what may stand between the parts of a directive; `acrossLines` if a line end may.
  private mutating func skipGap(acrossLines: Bool) {
    while !isAtEnd, acrossLines || bytes[index] != UInt8(ascii: "\n"), skipSpace() {}
  }

  private mutating func directive() {
    index += 1
    skipGap(acrossLines: false)
    guard bytes.has(Self.includeWord, at: index, before: bytes.count) else { return }
    let end = index + Self.includeWord.count
    guard end >= bytes.count || !bytes[end].isWordByte else { return }
    index = end
    skipGap(acrossLines: false)
    guard !isAtEnd, bytes[index] == UInt8(ascii: "\"") else { return }
    // The name in a directive has no escapes: it ends at the next quote of its line.
    var close = index + 1
    while close < bytes.count, bytes[close] != UInt8(ascii: "\n"), bytes[close] != UInt8(ascii: "\"") {
      close += 1
    }
    let isClosed = close < bytes.count && bytes[close] == UInt8(ascii: "\"")
    take(.preprocessor, closedAt: isClosed ? close : nil)
  }

  private mutating func keyword() {
    if bytes.has(Self.includeKeyword, at: index, before: bytes.count) {
      index += Self.includeKeyword.count
      skipGap(acrossLines: true)
      guard !isAtEnd, bytes[index] == UInt8(ascii: "\"") else { return }
      take(.deviceTree, closedAt: closingQuote())
    } else if bytes.has(Self.binaryKeyword, at: index, before: bytes.count) {
      index += Self.binaryKeyword.count
      skipGap(acrossLines: true)
      guard !isAtEnd, bytes[index] == UInt8(ascii: "(") else { return }
      index += 1
      skipGap(acrossLines: true)
      guard !isAtEnd, bytes[index] == UInt8(ascii: "\"") else { return }
      take(.binary, closedAt: closingQuote())
    } else {
      index += 1
    }
  }

  /// Takes what stands between the quote at `index` and the one at `close` as a name.
  private mutating func take(_ kind: IncludeReference.Kind, closedAt close: Int?) {
    atLineStart = false
    guard let close else {
      skipLine()
      return
    }
    if close > index + 1 {
      let range = (text.position(of: index) + 1)..<text.position(of: close)
      found.append(IncludeReference(kind, name: bytes.string((index + 1)..<close), range: range))
    }
    index = close + 1
  }
}
