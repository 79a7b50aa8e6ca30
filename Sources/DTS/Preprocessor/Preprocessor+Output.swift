/// Writing expanded tokens, with blanks exactly where cpp writes them.
extension Preprocessor {
  /// What the writer remembers between two tokens of one expansion.
  struct Writer {
    /// Whether an edge of an expansion was passed since the last token.
    var isAtEdge = false
    /// The first edge passed that knows its source token.
    var source: PreprocessingToken?
    /// The last token written.
    var last: PreprocessingToken?
  }

  /// The token's text.
  func spelling(of token: PreprocessingToken) -> ArraySlice<UInt8> {
    texts[Int(token.input)].bytes[Int(token.start)..<Int(token.end)]
  }

  /// Passes an edge: cpp's rule for which of several decides about the space (`scan_translation_unit`, GCC
  /// 12).
  func pass(_ padding: PreprocessingToken, _ writer: inout Writer) {
    writer.isAtEdge = true
    let hasSource = padding.flags.contains(.hasSource)
    guard let source = writer.source else {
      if hasSource { writer.source = padding }
      return
    }
    if !source.flags.contains(.spaceBefore), !hasSource { writer.source = nil }
  }

  /// How many tokens the uses of macros may read.
  var tokenLimit: Int { limits.tokens(forBytes: bytesRead) }

  mutating func exhaustTokens() {
    exhaust("macros expand without end: more than \(tokenLimit) tokens", at: currentUse)
  }

  /// Counts bytes that a macro makes; false, with a finding, if it makes too many.
  mutating func mayWrite(_ count: Int) -> Bool {
    bytesWritten += count
    let limit = limits.expandedBytes(forBytes: bytesRead)
    if bytesWritten < limit { return true }
    exhaust("macros expand to more than \(limit >> 10) KiB", at: currentUse)
    return false
  }

  mutating func write(_ token: PreprocessingToken, _ writer: inout Writer) {
    let space: Bool
    if writer.isAtEdge {
      let source = writer.source ?? token
      space = source.flags.contains(.spaceBefore) || needsSpace(writer.last, before: token)
    } else {
      space = token.flags.contains(.spaceBefore)
    }
    if space { text.append(UInt8(ascii: " ")) }
    writer.isAtEdge = false
    writer.source = nil
    writer.last = token
    let spelling = spelling(of: token)
    guard mayWrite(spelling.count + 1) else { return }
    origins.segments.append(
      TextOrigins.Segment(
        start: Int32(truncatingIfNeeded: text.count), input: token.input, offset: token.start,
        length: token.end - token.start,
        expansion: token.expansion >= 0 ? token.expansion : TextOrigins.Segment.argument))
    text.append(contentsOf: spelling)
  }

  /// Whether two tokens would be read as one without a blank between them (`cpp_avoid_paste`, GCC 12).
  func needsSpace(_ last: PreprocessingToken?, before next: PreprocessingToken) -> Bool {
    guard let last else { return false }
    let first = next.kind == .punctuator ? spelling(of: next).first : nil
    switch last.kind {
    case .identifier:
      if next.kind == .number { return spelling(of: next).allSatisfy({ $0.isIdentifierByte }) }
      return [.identifier, .character, .string].contains(next.kind)
    case .number:
      return [.number, .identifier, .character].contains(next.kind)
        || first.map { [UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-")].contains($0) } ?? false
    case .punctuator:
      return first.map { Self.pastes(last.code, $0) }
        ?? (last.code == 0x2e && next.kind == .number)
    default: return false
    }
  }

  private static func pastes(_ last: UInt32, _ next: UInt8) -> Bool {
    let text: StaticString
    switch last {
    case 0x3e: text = ">="
    case 0x3c: text = "<%:="
    case 0x2b: text = "+="
    case 0x2d: text = "->="
    case 0x2f: text = "/*="
    case 0x25: text = ":%="
    case 0x26: text = "&="
    case 0x7c: text = "|="
    case 0x3a: text = ":>"
    case 0x2e: text = ".%"
    case 0x23: text = "#%"
    case 0x3d, 0x21, 0x2a, 0x5e, 0x3c3c, 0x3e3e: text = "="
    default: return false
    }
    return text.description.utf8.contains(next)
  }
}
