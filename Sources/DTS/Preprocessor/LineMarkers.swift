import DeviceTree
import SourceDiagnostics

/// Gives text that went through a preprocessor already its old positions: `# 33 "file"` says that the next
/// line is line 33 of that file.
///
/// The files named are put together again from what is left of them, with empty lines where nothing is, so
/// that positions and source lines in messages are those of the file.
struct LineMarkers {
  /// A stretch of the marked text and the file it comes from.
  struct Chunk: Sendable {
    /// Where it starts in the marked text.
    var start: Int
    /// Where the line of the marker before it starts; -1 for the first, which has none.
    var marker: Int
    /// The file and the offset in it; nil before the first marker.
    var file: FileID
    var offset: Int
  }

  /// Where a stretch of the marked text stands in the files that the markers name.
  static func range(_ text: Range<Int>, in chunks: [Chunk]) -> SourceRange? {
    let next = chunks.prefixEnd { $0.start <= text.lowerBound }
    guard next > 0 else { return nil }
    let chunk = chunks[next - 1]
    let start = chunk.offset + text.lowerBound - chunk.start
    return SourceRange(file: chunk.file, start: start, end: start + text.count)
  }

  /// Where the line behind the marker at `offset` starts; nil if none is known there.
  ///
  /// Complexity: O(log n) in the chunks.
  static func end(ofMarkerAt offset: Int, in chunks: [Chunk]) -> Int? {
    let place = chunks.prefixEnd { $0.marker < offset }
    return place < chunks.count && chunks[place].marker == offset ? chunks[place].start : nil
  }

  /// One file being put together again.
  private struct Rebuilt {
    var path: String
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

  private var files: [Rebuilt] = []
  private var current = TextMap<Int>()
  /// How many empty lines may still be filled in.
  private var fill: Int

  private init(fill: Int) { self.fill = fill }

  /// Reads the markers of `bytes`; nil if there is none.
  ///
  /// - Parameters:
  ///   - needsFile: Whether a marker must name its file, as for dtc; to cpp `#line 7` stays in the same one.
  ///   - fill: How many empty lines may be filled in, besides one for each byte.
  ///
  /// Complexity: O(n).
  static func read(
    _ bytes: [UInt8], path: String, needsFile: Bool, fill: Int = 1 << 20, into sources: inout SourceMap
  ) -> [Chunk]? {
    var next = nextMarker(in: bytes, from: 0, needsFile: needsFile)
    if next.marker == nil { return nil }
    // A marker may claim any line number; a text cannot make us fill in more than a few times its own size.
    var builder = LineMarkers(fill: fill + bytes.count)
    var pieces: [(start: Int, marker: Int, file: Int, offset: Int)] = []
    var current = path
    var file = builder.open(path, line: 1)
    var start = 0
    var marker = -1
    while true {
      let end = next.marker?.start ?? bytes.count
      pieces.append((start, marker, file, builder.files[file].count))
      builder.files[file].append(start..<end, lines: next.lines)
      guard let found = next.marker else { break }
      if let named = found.path { current = named.isEmpty ? path : named }
      file = builder.open(current, line: found.line)
      marker = found.start
      start = found.end
      next = nextMarker(in: bytes, from: found.end, needsFile: needsFile)
    }
    let ids = builder.files.map { sources.add(SourceFile(path: $0.path, pieces: $0.pieces, of: bytes)) }
    return pieces.map { Chunk(start: $0.start, marker: $0.marker, file: ids[$0.file], offset: $0.offset) }
  }

  /// The file to append to so that the next line is `line` of `path`: the one begun, if the line is still
  /// to come in it, else a new one of the same path.
  private mutating func open(_ path: String, line: Int) -> Int {
    if let known = current[path] {
      let missing = line - files[known].nextLine
      if missing >= 0, missing <= fill {
        fillIn(missing, of: known)
        return known
      }
    }
    files.append(Rebuilt(path: path))
    let index = files.count - 1
    current[path] = index
    if line > 1, line - 1 <= fill { fillIn(line - 1, of: index) }
    return index
  }

  private mutating func fillIn(_ count: Int, of file: Int) {
    files[file].emptyLines += count
    files[file].count += count
    files[file].nextLine += count
    fill -= count
  }

  /// A path as a string of C, with what would end the line in octal, as GNU cpp has it.
  static func quoted(_ path: String) -> [UInt8] {
    var text = [UInt8(ascii: "\"")]
    for byte in path.utf8 {
      let isControl = byte < 0x20 || byte == 0x7f
      if isControl || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        text.append(UInt8(ascii: "\\"))
      }
      if isControl {
        for shift in [6, 3, 0] { text.append(UInt8(ascii: "0") + (byte >> UInt8(shift)) & 7) }
      } else {
        text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
    return text
  }

  struct Marker {
    /// The offsets of the marker's line, its line end included.
    var start: Int
    var end: Int
    var line: Int
    /// The file; nil for the one that it stands in.
    var path: String?
  }

  /// The next marker at or behind `offset`, where a line starts, and how many lines end before it.
  private static func nextMarker(
    in bytes: [UInt8], from offset: Int, needsFile: Bool
  ) -> (marker: Marker?, lines: Int) {
    var index = offset
    var lines = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "#"), let marker = marker(in: bytes, at: index, needsFile: needsFile) {
        return (marker, lines)
      }
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      if index < bytes.count { lines += 1 }
      index += 1
    }
    return (nil, lines)
  }

  /// The marker on the line that starts at `start`: `#`, perhaps `line`, blanks, a number, blanks, a
  /// string.
  static func marker(in bytes: [UInt8], at start: Int, needsFile: Bool = true) -> Marker? {
    var index = start + 1
    func skipBlanks() -> Bool {
      let from = index
      while index < bytes.count, bytes[index].isBlank { index += 1 }
      return index > from
    }
    let isDirective = bytes.count - index >= 4 && bytes[index..<index + 4].elementsEqual("line".utf8)
    if isDirective { index += 4 }
    guard skipBlanks(), index < bytes.count, bytes[index].isDigit else { return nil }
    var line = 0
    while index < bytes.count, bytes[index].isDigit {
      line = min(line * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1 << 40)
      index += 1
    }
    let hasBlank = skipBlanks()
    if isDirective, !needsFile, index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
      return Marker(start: start, end: min(index + 1, bytes.count), line: max(line, 1))
    }
    guard hasBlank, index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    let (end, closed) = PreprocessingLexer.endOfQuoted(bytes, at: index)
    guard closed else { return nil }
    let quoted = bytes[(index + 1)..<(end - 1)]
    let path = quoted.contains(UInt8(ascii: "\\")) ? StringLiteral.value(of: quoted).bytes[...] : quoted
    index = end
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    return Marker(
      start: start, end: min(index + 1, bytes.count), line: max(line, 1),
      path: String(decoding: path, as: UTF8.self))
  }
}
