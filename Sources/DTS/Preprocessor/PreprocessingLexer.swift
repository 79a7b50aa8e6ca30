/// Cuts a text into preprocessing tokens, one line at a time where that matters.
///
/// The continued lines of the text are joined; comments count as blanks. An unmatched quote takes the rest of its line, as cpp does
/// for assembler.
struct PreprocessingLexer {
  let bytes: [UInt8]
  let input: Int32
  var offset: Int
  /// The start of a comment that does not end, if one was met.
  var unterminatedComment: Int?

  init(bytes: [UInt8], input: Int, offset: Int) {
    self.bytes = bytes
    self.input = Int32(truncatingIfNeeded: input)
    self.offset = offset
  }

  /// The next token; a line end is a token of its own.
  mutating func next(_ symbols: inout IdentifierTable) -> PreprocessingToken {
    let space = skipBlanks()
    let start = offset
    guard start < bytes.count else { return token(.end, from: start, space) }
    let byte = bytes[start]
    switch ByteClass.table[Int(byte)] {
    case .newline:
      offset += 1
      return token(.newline, from: start, space)
    case .identifier: return identifier(space, &symbols)
    case .digit: return number(space)
    case .dot where start + 1 < bytes.count && bytes[start + 1].isDigit: return number(space)
    case .quote: return quoted(byte, space)
    default: return punctuator(space)
    }
  }

  /// The name of a file in `<` and `>`, if one comes next: whatever stands between them, comments too.
  mutating func headerName() -> PreprocessingToken? {
    let space = skipBlanks()
    let start = offset
    guard start < bytes.count, bytes[start] == UInt8(ascii: "<") else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == UInt8(ascii: ">") {
        offset = end + 1
        return token(.header, from: start, space)
      }
      end += 1
    }
    return nil
  }

  /// Skips blanks and comments, and says whether there were any.
  mutating func skipBlanks() -> Bool {
    var any = false
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte.isBlank {
        offset += 1
      } else if byte == UInt8(ascii: "/"), skipComment() {
      } else {
        return any
      }
      any = true
    }
    return any
  }

  private mutating func skipComment() -> Bool {
    guard offset + 1 < bytes.count else { return false }
    switch bytes[offset + 1] {
    case UInt8(ascii: "*"):
      if let end = Self.endOfBlockComment(bytes, at: offset) {
        offset = end
      } else {
        unterminatedComment = offset
        offset = bytes.count
      }
      return true
    case UInt8(ascii: "/"):
      offset = Self.endOfLine(bytes, at: offset)
      return true
    default: return false
    }
  }

  private mutating func identifier(_ space: Bool, _ symbols: inout IdentifierTable) -> PreprocessingToken {
    let start = offset
    var hash = IdentifierTable.hashSeed
    while offset < bytes.count, bytes[offset].isIdentifierByte {
      hash = IdentifierTable.extend(hash, with: bytes[offset])
      offset += 1
    }
    if offset == start + 1, bytes[start] == UInt8(ascii: "L"), offset < bytes.count,
      ByteClass.table[Int(bytes[offset])] == .quote
    {
      return wide(from: start, space)
    }
    var result = token(.identifier, from: start, space)
    result.symbol = symbols.intern(bytes, start, offset, hash: hash)
    return result
  }

  private mutating func number(_ space: Bool) -> PreprocessingToken {
    let start = offset
    offset = Self.endOfNumber(bytes, at: start)
    return token(.number, from: start, space)
  }

  private mutating func quoted(_ quote: UInt8, _ space: Bool) -> PreprocessingToken {
    let start = offset
    let (end, closed) = Self.endOfQuoted(bytes, at: start)
    offset = end
    guard closed else { return token(.other, from: start, space) }
    return token(quote == UInt8(ascii: "'") ? .character : .string, from: start, space)
  }

  /// `L"..."` and `L'...'` are one token each.
  private mutating func wide(from start: Int, _ space: Bool) -> PreprocessingToken {
    let quote = bytes[start + 1]
    let (end, closed) = Self.endOfQuoted(bytes, at: start + 1)
    offset = end
    guard closed else { return token(.other, from: start, space) }
    return token(quote == UInt8(ascii: "'") ? .character : .string, from: start, space)
  }

  private mutating func punctuator(_ space: Bool) -> PreprocessingToken {
    let start = offset
    let length = Self.punctuatorLength(bytes, at: start)
    offset = start + length
    var result = token(.punctuator, from: start, space)
    for byte in bytes[start..<offset] { result.code = result.code << 8 | UInt32(byte) }
    return result
  }

  private func token(
    _ kind: PreprocessingToken.Kind, from start: Int, _ space: Bool
  ) -> PreprocessingToken {
    PreprocessingToken(
      kind: kind, flags: space ? .spaceBefore : [], input: input, start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: offset))
  }
}
