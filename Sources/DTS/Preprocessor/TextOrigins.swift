import DeviceTree
import SourceDiagnostics

/// Where every byte of a preprocessed text comes from.
///
/// The text is a row of segments, each taken from one stretch of one input; those that a macro made know
/// their expansion. Looking a place up is a binary search, so that nothing is paid for places nobody asks
/// for.
struct TextOrigins: Sendable {
  /// A stretch of the preprocessed text.
  struct Segment: Sendable {
    /// Its offset in the preprocessed text.
    var start: Int32
    /// The input it was taken from, where in it, and how many bytes.
    var input: Int32
    var offset: Int32
    var length: Int32
    /// The expansion that made it, -1, or `argument`.
    var expansion: Int32

    /// The `expansion` of what stands in a file as an argument, and came through a macro as it is.
    static let argument: Int32 = -2
  }

  /// One use of one macro.
  struct Expansion: Sendable {
    /// The macro's name, as a number of `symbols`.
    var symbol: Int32
    /// Where the macro's name stands in its `#define`.
    var definition: Place
    /// Where the macro was used.
    var use: Place
    /// The expansion in which it was used, or -1 if that was in a file.
    var parent: Int32
  }

  /// A stretch of an input.
  struct Place: Sendable {
    var input: Int32
    var start: Int32
    var end: Int32
  }

  /// One file as often as it is included, or a text of the preprocessor's own making.
  struct Input: Sendable {
    /// The file; nil for text that the preprocessor made.
    var file: FileID?
    /// Where it is included; nil for the file that the compilation began with.
    var includedAt: Place?
    /// Where its bytes stand in the file, if lines of that are joined.
    var joints = LogicalText.Joints()
    /// For text with line markers: the stretches of the files that the markers name.
    var chunks: [PresumedLines.Chunk] = []
  }

  /// The file that the compilation begins with.
  var mainFile: FileID?
  var segments: [Segment] = []
  var expansions: [Expansion] = []
  var inputs: [Input] = []
  var symbols = IdentifierTable()

  /// The file that the text says it begins with: by its first line marker, or the main file itself.
  func firstPath(in sources: SourceMap) -> String? {
    let marked = inputs.lazy.compactMap { $0.chunks.count > 1 ? $0.chunks[1].file : nil }.first
    return (marked ?? mainFile).map { sources[$0].path }
  }

  /// Where a stretch of the preprocessed text stands in the sources: the use of the macro, if one made it.
  ///
  /// Complexity: O(log n) in segments.
  func range(of text: Range<Int>) -> SourceRange? {
    guard let first = range(ofByte: text.lowerBound) else { return nil }
    guard text.count > 1 else {
      return text.isEmpty ? SourceRange(file: first.file, start: first.start, end: first.start) : first
    }
    guard let last = range(ofByte: text.upperBound - 1) else { return first }
    return last.start >= first.start ? first.joined(with: last) : first
  }

  private func range(ofByte offset: Int) -> SourceRange? {
    guard let segment = segment(at: offset) else { return nil }
    if segment.expansion >= 0 { return sourceRange(of: useInFile(segment.expansion)) }
    let start = segment.offset + min(Int32(truncatingIfNeeded: offset) - segment.start, segment.length)
    return sourceRange(of: Place(input: segment.input, start: start, end: start + 1))
  }

  /// The segment that holds byte `offset`, or the last one before it.
  func segment(at offset: Int) -> Segment? {
    let next = segments.prefixEnd { Int($0.start) <= offset }
    return next > 0 ? segments[next - 1] : segments.first
  }

  /// Where the outermost of the macros that made an expansion is used.
  func useInFile(_ expansion: Int32) -> Place {
    var current = Int(expansion)
    while expansions[current].parent >= 0 { current = Int(expansions[current].parent) }
    return expansions[current].use
  }

  func sourceRange(of place: Place) -> SourceRange? {
    let input = inputs[Int(place.input)]
    var range = Int(place.start)..<Int(max(place.start, place.end))
    if !input.joints.isEmpty { range = input.joints.fileRange(of: range) }
    if input.chunks.isEmpty {
      return input.file.map { SourceRange(file: $0, start: range.lowerBound, end: range.upperBound) }
    }
    return PresumedLines.Chunk.range(range, in: input.chunks)
  }

  /// What a reader must know besides the place: the macros that made the text, and who included its file.
  func notes(at offset: Int) -> [Diagnostic.Note] {
    guard let segment = segment(at: offset) else { return [] }
    var notes = expansionNotes(
      segment.expansion,
      at: Place(input: segment.input, start: segment.offset, end: segment.offset + segment.length))
    let input = segment.expansion >= 0 ? useInFile(segment.expansion).input : segment.input
    notes += includeNotes(ofInput: input)
    return notes
  }

  /// The macros from the innermost outwards, each at the place in its definition.
  func expansionNotes(_ expansion: Int32, at place: Place) -> [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    var current = expansion
    var place = place
    while current >= 0, notes.count < 8 {
      let record = expansions[Int(current)]
      let range = sourceRange(of: place) ?? sourceRange(of: record.definition)
      notes.append(.init("in expansion of macro '\(symbols.name(record.symbol))'", at: range))
      place = record.use
      current = record.parent
    }
    return notes
  }

  /// The files that included this one, from the innermost outwards.
  func includeNotes(ofInput input: Int32) -> [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    var current = inputs[Int(input)].includedAt
    while let place = current, notes.count < 8 {
      notes.append(.init("included from here", at: sourceRange(of: place)))
      current = inputs[Int(place.input)].includedAt
    }
    return notes
  }
}
