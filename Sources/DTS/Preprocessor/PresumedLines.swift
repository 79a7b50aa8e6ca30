import DeviceTree
import SourceDiagnostics

/// Where the lines of a file say that they stand: by `#line`, and by the markers that a preprocessor leaves.
///
/// The files named are put together again from what is left of them, with empty lines where nothing is, so
/// that positions and source lines in messages are those of the file.
struct PresumedLines {
  /// A stretch of the text between two markers and the file that it belongs to.
  struct Chunk: Sendable {
    /// Where it starts in the text.
    var start: Int
    /// Where that is in the file.
    var file: FileID
    var offset: Int

    /// Where a stretch of the text stands in the files that the markers name; nil if there is no marker.
    ///
    /// Complexity: O(log n) in the chunks.
    static func range(_ text: Range<Int>, in chunks: [Chunk]) -> SourceRange? {
      let next = chunks.prefixEnd { $0.start <= text.lowerBound }
      guard next > 0 else { return nil }
      let chunk = chunks[next - 1]
      let start = chunk.offset + text.lowerBound - chunk.start
      return SourceRange(file: chunk.file, start: start, end: start + text.count)
    }
  }

  /// One file being put together again.
  private struct Rebuilt {
    var path: String
    var file: FileID
    var pieces: [SourceStretch] = []
    /// How many bytes it has so far.
    var count = 0
    /// How many empty lines come before the next piece.
    var emptyLines = 0
    /// The number of the line that would be appended next.
    var nextLine = 1

    mutating func append(_ range: Range<Int>, lines: Int) {
      pieces.append(SourceStretch(emptyLines: emptyLines, range: range))
      emptyLines = 0
      count += range.count
      nextLine += lines
    }
  }

  private let text: [UInt8]
  private var files: [Rebuilt] = []
  /// The last file of each path.
  private var known = TextMap<Int>()
  /// The file that the text belongs to from `start` on, where its number is `line`.
  private var current = 0
  private var start = 0
  private var line = 1
  /// A place behind `start` whose line was asked for.
  private var asked: (offset: Int, line: Int) = (0, 1)
  /// How many empty lines may still be filled in.
  private var fill: Int

  /// Begins with a text that is the file at `path`.
  ///
  /// - Parameter fill: How many empty lines may be filled in, besides one for each byte. A marker may claim any line
  ///   number; a text cannot make us fill in more than a few times its own size.
  init(_ text: [UInt8], path: String, fill: Int, sources: inout SourceMap) {
    self.text = text
    self.fill = fill + text.count
    current = open(path, line: 1, in: &sources)
  }

  /// Carries out a marker whose line starts and ends at `range`, and returns the stretch behind it.
  ///
  /// Complexity: O(n) in the bytes since the last marker.
  mutating func follow(_ marker: LineMarker, at range: Range<Int>, in sources: inout SourceMap) -> Chunk {
    close(at: max(range.lowerBound, start))
    let path = marker.path.map { $0.isEmpty ? files[0].path : $0 } ?? files[current].path
    current = open(path, line: max(marker.line, 1), in: &sources)
    start = range.upperBound
    line = marker.line
    asked = (start, line)
    return Chunk(start: start, file: files[current].file, offset: files[current].count)
  }

  /// The number of the line that byte `offset` of the text stands in, which is behind the last marker.
  ///
  /// Complexity: O(n) in the bytes since the last question, as long as they come in order.
  mutating func line(at offset: Int) -> Int {
    if offset < asked.offset { asked = (start, line) }
    let lines = text[asked.offset..<max(asked.offset, offset)].count { $0 == UInt8(ascii: "\n") }
    asked = (max(asked.offset, offset), asked.line + lines)
    return asked.line
  }

  /// Puts the files together, once the text ends.
  mutating func finish(in sources: inout SourceMap) {
    close(at: text.count)
    for file in files {
      sources.replace(file.file, with: SourceFile(path: file.path, pieces: file.pieces, of: text))
    }
  }

  private mutating func close(at end: Int) {
    let lines = text[start..<end].count { $0 == UInt8(ascii: "\n") }
    files[current].append(start..<end, lines: lines)
  }

  /// The file to append to so that the next line is `line` of `path`: the one begun, if the line is still
  /// to come in it, else a new one of the same path.
  private mutating func open(_ path: String, line: Int, in sources: inout SourceMap) -> Int {
    if let known = known[path] {
      let missing = line - files[known].nextLine
      if missing >= 0, missing <= fill {
        fillIn(missing, of: known)
        return known
      }
    }
    files.append(Rebuilt(path: path, file: sources.add(path: path, text: [])))
    let index = files.count - 1
    known[path] = index
    if line > 1, line - 1 <= fill { fillIn(line - 1, of: index) }
    return index
  }

  private mutating func fillIn(_ count: Int, of file: Int) {
    files[file].emptyLines += count
    files[file].count += count
    files[file].nextLine += count
    fill -= count
  }
}
