import SourceDiagnostics

/// `#line`, and the markers of an earlier preprocessor.
extension Preprocessor {
  /// Carries out a `#line`, whose own line the innermost cursor has passed.
  mutating func line(_ tokens: [PreprocessingToken], at directive: PreprocessingToken) {
    var tokens = tokens
    if let first = tokens.first, first.kind == .identifier {
      tokens = expandLine(tokens).filter { $0.kind != .padding }
    }
    guard let number = tokens.first, number.kind == .number, spelling(of: number).allSatisfy({ $0.isDigit }),
      tokens.count == 1 || tokens[1].kind == .string
    else {
      report("'#line' needs a decimal number, and perhaps a \"file\"", at: tokens.first ?? directive)
      return
    }
    let path = tokens.count >= 2 ? LineMarker.path(spelling(of: tokens[1])) : nil
    expectEnd(tokens.dropFirst(2), of: .line)
    let marker = LineMarker(line: LineMarker.number(spelling(of: number)), path: path)
    let input = Int(directive.input)
    follow(marker, at: Int(directive.start)..<cursors[cursors.count - 1].offset, of: input)
  }

  /// Takes the text behind a marker for what that says it is.
  ///
  /// - Parameter range: From a byte of the marker's line to the start of the next line.
  mutating func follow(_ marker: LineMarker, at range: Range<Int>, of input: Int) {
    guard let file = origins.inputs[input].file else { return }
    if texts[input].lines == nil {
      let room = cursors.count > 1 ? SourceLimits.fileCost : Self.emptyLineLimit
      let text = sources[file]
      texts[input].lines = PresumedLines(text.text, path: text.path, fill: room, sources: &sources)
      origins.inputs[input].chunks = [PresumedLines.Chunk(start: 0, file: file, offset: 0)]
    }
    let range = origins.inputs[input].joints.fileRange(of: range)
    if let chunk = texts[input].lines?.follow(marker, at: range, in: &sources) {
      origins.inputs[input].chunks.append(chunk)
    }
  }

  /// The number that a line says it has.
  mutating func presumedLine(at place: TextOrigins.Place) -> Int {
    let input = Int(place.input)
    if texts[input].lines != nil {
      let offset = origins.inputs[input].joints.fileOffset(of: Int(place.start))
      return texts[input].lines?.line(at: offset) ?? 0
    }
    return origins.sourceRange(of: place).map { sources.location(of: $0).line } ?? 0
  }
}
