import SourceDiagnostics

/// Writes preprocessed text so that its lines are those of the sources: with empty lines, or a line marker, where what
/// stood between two of them is gone.
struct LineMarkerWriter {
  /// A line of a source, and a column in it.
  struct Place {
    /// The input and the file: of text that went through a preprocessor already, one input has several.
    var input: Int32
    var file: FileID
    var line: Int
    /// Nil for what an argument gave: that it comes first on a line means nothing.
    var column: Int?

    func isSameText(as other: Place) -> Bool { input == other.input && file == other.file }
  }

  /// What the text is in the middle of, as dtc reads it.
  private enum Quote: UInt8 {
    case none = 0
    case string = 0x22
    case character = 0x27
  }

  private static let pieceSize = 1 << 16
  /// How many lines are left empty before a marker says the same.
  static let emptyLines = 8
  /// What a marker may take besides the empty lines that it stands for: paths may be of any length.
  static let markerRoom = 256
  /// Text that stands further to the right in its source begins where the line does.
  static let widestColumn = 200

  let source: PreprocessedText
  let lineMarkers: Bool
  /// The file that all began with: what reads the text takes the one that is named first for it.
  let firstPath: String
  /// For each expansion the one in a file that it belongs to.
  let roots: [Int32]
  private var segment = 0
  private var isEnded = false
  var output: [UInt8] = []
  /// The line that is being written.
  var current: Place?
  var lineHasText = false
  private var quote = Quote.none
  /// Where in the text that begins which was neither written nor left out.
  var pending = 0

  init(_ source: PreprocessedText, lineMarkers: Bool) {
    self.source = source
    self.lineMarkers = lineMarkers
    // Uses within an expansion are noted behind it.
    var roots: [Int32] = []
    roots.reserveCapacity(source.origins.expansions.count)
    for (index, expansion) in source.origins.expansions.enumerated() {
      roots.append(expansion.parent < 0 ? Int32(truncatingIfNeeded: index) : roots[Int(expansion.parent)])
    }
    self.roots = roots
    firstPath = source.origins.firstPath(in: source.sources) ?? source.dependencies.first ?? ""
  }

  /// Writes some more, and says whether there was any.
  mutating func writePiece() -> Bool {
    let segments = source.origins.segments
    while segment < segments.count, output.count < Self.pieceSize {
      let start = Int(segments[segment].start)
      let end = segment + 1 < segments.count ? Int(segments[segment + 1].start) : source.text.count
      write(start..<end, of: segments[segment])
      segment += 1
    }
    if segment >= segments.count, !isEnded {
      isEnded = true
      if lineHasText { output.append(UInt8(ascii: "\n")) }
      if current == nil, lineMarkers { writeMarker(firstPath, 1) }
    }
    return !output.isEmpty
  }

  /// What was written since the last time.
  mutating func takePiece() -> [UInt8] {
    let piece = output
    output.removeAll(keepingCapacity: true)
    return piece
  }

  private mutating func write(_ range: Range<Int>, of segment: TextOrigins.Segment) {
    let joints = source.origins.inputs[Int(segment.input)].joints
    guard segment.expansion < 0, !joints.isEmpty else { return write(range, at: place(of: segment)) }
    let first = Int(segment.offset)
    var rest = first..<first + range.count
    while !rest.isEmpty {
      let stretch = joints.stretch(of: rest)
      let start = range.lowerBound + stretch.lowerBound - first
      write(start..<start + stretch.count, at: place(of: segment, at: stretch.lowerBound - first))
      rest = stretch.upperBound..<rest.upperBound
    }
  }

  /// Writes a stretch of the text that has the lines of its source.
  private mutating func write(_ range: Range<Int>, at start: Place?) {
    var place = start
    let text = source.text
    var index = range.lowerBound
    while index < range.upperBound {
      if quote == .none {
        while index < range.upperBound, text[index].isBlank {
          index += 1
          place?.column? += 1
        }
        if index == range.upperBound { return }
      }
      if text[index] == UInt8(ascii: "\n") {
        index += 1
        endLine(at: index)
        place?.line += 1
        place?.column = 1
        continue
      }
      var limit = range.upperBound
      if quote == .none, let place, !goTo(place, at: index) {
        limit = text[index..<limit].firstIndex { $0.isBlank } ?? limit
      }
      let end = endOfPart(from: index, to: limit)
      place?.column? += end - index
      index = end
      output.append(contentsOf: text[pending..<index])
      pending = index
      lineHasText = true
    }
  }

  /// Where the part of a line ends that begins at `start`: behind its last byte that is no blank, or with a string that
  /// begins or ends.
  private mutating func endOfPart(from start: Int, to limit: Int) -> Int {
    let text = source.text
    var index = start
    var end = start
    while index < limit, text[index] != UInt8(ascii: "\n") {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if quote == .none {
          quote = byte == UInt8(ascii: "\"") ? .string : .character
        } else if quote.rawValue == byte {
          quote = .none
        }
      case UInt8(ascii: "\\") where quote != .none:
        if index < limit, text[index] != UInt8(ascii: "\n") { index += 1 }
      default:
        if byte.isBlank, quote == .none { continue }
      }
      end = index
    }
    return end
  }

  /// Ends a line of the text, `next` being the start of the following one.
  private mutating func endLine(at next: Int) {
    // Strings go over line ends, and what they are made of is not to change.
    if quote == .string {
      output.append(contentsOf: source.text[pending..<next])
      current?.line += 1
    } else if lineHasText {
      output.append(UInt8(ascii: "\n"))
      current?.line += 1
    }
    if quote == .character { quote = .none }
    lineHasText = false
    pending = next
  }
}
