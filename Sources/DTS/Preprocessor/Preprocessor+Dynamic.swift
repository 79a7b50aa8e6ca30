import SourceDiagnostics

/// Macros whose replacement is made at each use: `__LINE__`, `__FILE__` and the like.
extension Preprocessor {
  /// What such a macro stands for where its name is met.
  mutating func dynamicToken(of macro: Int, at name: PreprocessingToken) -> PreprocessingToken {
    let outer = name.expansion >= 0 ? origins.useInFile(name.expansion) : nil
    let input = outer?.input ?? name.input
    let start = outer?.start ?? name.start
    let spelling: [UInt8]
    switch macros[macro].dynamic {
    case .line:
      let place = TextOrigins.Place(input: input, start: start, end: start)
      spelling = Array(String(presumedLine(at: place)).utf8)
    case .file:
      let place = TextOrigins.Place(input: input, start: start, end: start)
      let range = origins.sourceRange(of: place)
      spelling = LineMarker.quoted(range.map { sources[$0.file].path } ?? texts[Int(input)].path)
    case .baseFile: spelling = LineMarker.quoted(dependencies.first ?? texts[Int(input)].path)
    case .includeLevel: spelling = Array(String(max(0, cursors.count - 1)).utf8)
    default:
      spelling = Array(String(counter).utf8)
      counter += 1
    }
    let expansion = addExpansion(
      of: macro, at: TextOrigins.Place(input: name.input, start: name.start, end: name.end),
      parent: name.expansion)
    let kind: PreprocessingToken.Kind = spelling.first == UInt8(ascii: "\"") ? .string : .number
    return made(kind, spelling, expansion: expansion)
  }
}
