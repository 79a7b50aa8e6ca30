import SourceDiagnostics

/// Plain text: everything that is neither a directive nor the use of a macro.
extension Preprocessor {
  /// Reads the innermost open file up to its end, or up to a file that it includes.
  mutating func readText() {
    let top = cursors.count - 1
    let input = cursors[top].input
    let bytes = texts[input].bytes
    let classes = ByteClass.table
    let end = bytes.count
    var index = cursors[top].offset
    var run = index
    var isAtLineStart = cursors[top].isAtLineStart
    while index < end {
      if isAtLineStart {
        isAtLineStart = false
        let hash = directiveStart(bytes, from: index, raw: false)
        let found = hash >= 0 ? directive(bytes, at: hash) : nil
        if found != nil || hash >= 0 && LineMarker(bytes, at: hash) != nil {
          copy(input, bytes, run..<index)
          cursors[top].offset = hash
          cursors[top].isAtLineStart = true
          readDirective(found)
          if cursors.count != top + 1 || isExhausted { return }
          index = cursors[top].offset
          run = index
          isAtLineStart = true
          continue
        }
      }
      switch classes[Int(bytes[index])] {
      case .other, .blank, .dot: index += 1
      case .newline:
        index += 1
        isAtLineStart = true
      case .digit: index = PreprocessingLexer.endOfNumber(bytes, at: index)
      case .identifier:
        let start = index
        var hash = IdentifierTable.hashSeed
        while index < end, bytes[index].isIdentifierByte {
          hash = IdentifierTable.extend(hash, with: bytes[index])
          index += 1
        }
        if index == start + 1, bytes[start] == UInt8(ascii: "L"), index < end,
          classes[Int(bytes[index])] == .quote
        {
          continue
        }
        let symbol = origins.symbols.find(bytes, start, index, hash: hash)
        guard symbol >= 0, macro(of: symbol) >= 0 else { continue }
        copy(input, bytes, run..<start)
        cursors[top].offset = index
        if expandInText(symbol, start: start, end: index) {
          index = cursors[top].offset
          run = index
        } else {
          run = start
        }
        if isExhausted { return }
      case .quote: index = PreprocessingLexer.endOfQuoted(bytes, at: index).end
      case .slash:
        let next = index + 1 < end ? bytes[index + 1] : 0
        if next == UInt8(ascii: "*") || next == UInt8(ascii: "/") {
          copy(input, bytes, run..<index)
          index = skipComment(bytes, at: index, input: input)
          run = index
        } else if next == UInt8(ascii: "i"), carriesOutIncludes, let include = dtcInclude(bytes, at: index) {
          copy(input, bytes, run..<index)
          cursors[top].offset = include.end
          cursors[top].isAtLineStart = false
          if openInclude(include, from: input) { return }
          index = include.end
          run = index
        } else {
          index += 1
        }
      }
    }
    copy(input, bytes, run..<end)
    closeFile()
  }

  /// The offset of a `#` that is the first thing on its line; -1 if something else is.
  func directiveStart(_ bytes: [UInt8], from start: Int, raw: Bool) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index].isBlank {
        index += 1
      } else if !raw, bytes[index] == UInt8(ascii: "/"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "*"),
        let end = PreprocessingLexer.endOfBlockComment(bytes, at: index)
      {
        index = end
      } else {
        return bytes[index] == UInt8(ascii: "#") ? index : -1
      }
    }
    return -1
  }

  /// Puts a blank in the place of a comment and returns the offset behind it.
  mutating func skipComment(_ bytes: [UInt8], at start: Int, input: Int) -> Int {
    text.append(UInt8(ascii: " "))
    if bytes[start + 1] == UInt8(ascii: "/") { return PreprocessingLexer.endOfLine(bytes, at: start) }
    if let end = PreprocessingLexer.endOfBlockComment(bytes, at: start) { return end }
    report("comment is not ended", at: place(input, start, start + 2))
    return bytes.count
  }

  /// Ends the innermost open file.
  mutating func closeFile() {
    guard let cursor = cursors.popLast() else { return }
    if origins.segments.isEmpty {
      // Even a text without anything has a place.
      let end = Int32(truncatingIfNeeded: texts[cursor.input].bytes.count)
      origins.segments.append(
        TextOrigins.Segment(
          start: 0, input: Int32(truncatingIfNeeded: cursor.input), offset: end, length: 0, expansion: -1))
    }
    for condition in cursor.conditions {
      report("conditional is not ended", at: condition.place, help: "add the missing '#endif'")
    }
    // A file need not end with a line end; what follows must not grow together with it.
    if !cursors.isEmpty, let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
  }

  /// Copies a stretch of an input as it is.
  mutating func copy(_ input: Int, _ bytes: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if text.count + range.count > Int(Int32.max) {
      exhaust("the preprocessed text is too long", at: place(input, range.lowerBound, range.lowerBound))
      return
    }
    origins.segments.append(
      TextOrigins.Segment(
        start: Int32(truncatingIfNeeded: text.count), input: Int32(truncatingIfNeeded: input),
        offset: Int32(truncatingIfNeeded: range.lowerBound), length: Int32(truncatingIfNeeded: range.count),
        expansion: -1))
    text.append(contentsOf: bytes[range])
  }

  func place(_ input: Int, _ start: Int, _ end: Int) -> TextOrigins.Place {
    TextOrigins.Place(
      input: Int32(truncatingIfNeeded: input), start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: end))
  }

  /// Notes a finding about a place of an input.
  mutating func report(
    _ message: String, at place: TextOrigins.Place, severity: Severity = .error, expansion: Int32 = -1,
    related: [Diagnostic.Note] = [], help: String? = nil
  ) {
    if severity == .error { errorCount += 1 }
    // Warnings must not use up the room of errors, nor a text fill all memory with them.
    guard severity == .error ? errorCount <= Self.errorLimit : diagnostics.count < Self.warningLimit else {
      return
    }
    let outer = expansion >= 0 ? origins.useInFile(expansion) : place
    var notes = related + (expansion >= 0 ? origins.expansionNotes(expansion, at: place) : [])
    notes += origins.includeNotes(ofInput: outer.input)
    places.append(text.count)
    diagnostics.append(
      Diagnostic(
        severity, message.shownInMessage, at: origins.sourceRange(of: outer), notes: notes,
        help: help?.shownInMessage))
  }

  mutating func report(
    _ message: String, at token: PreprocessingToken, related: [Diagnostic.Note] = [], help: String? = nil
  ) {
    report(
      message, at: TextOrigins.Place(input: token.input, start: token.start, end: token.end),
      expansion: token.expansion, related: related, help: help)
  }

  /// Ends the run: the text asks for more than is sane.
  mutating func exhaust(_ message: String, at place: TextOrigins.Place, expansion: Int32 = -1) {
    guard !isExhausted else { return }
    isExhausted = true
    report(message, at: place, expansion: expansion)
  }
}
