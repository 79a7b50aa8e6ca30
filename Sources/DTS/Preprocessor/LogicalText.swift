import DeviceTree

/// A text whose continued lines are joined, as C's preprocessor reads it before all else (C17, 5.1.1.2, phase 2): a
/// backslash and the line end behind it may stand anywhere, in the middle of a name too.
struct LogicalText {
  /// Where the bytes of a joined text stand in the file.
  struct Joints: Sendable {
    /// Where the joined text goes on behind a line end that was taken out, and where that is in the file.
    private var starts: [Int32] = []
    private var offsets: [Int32] = []

    /// Whether no line is continued.
    var isEmpty: Bool { starts.isEmpty }

    /// Where byte `offset` of the joined text stands in the file.
    ///
    /// Complexity: O(log n) in the continued lines.
    func fileOffset(of offset: Int) -> Int {
      let next = starts.prefixEnd { Int($0) <= offset }
      return next == 0 ? offset : Int(offsets[next - 1]) + offset - Int(starts[next - 1])
    }

    /// Where the bytes of `range` stand in the file, without a line end that was taken out in front of them or behind.
    func fileRange(of range: Range<Int>) -> Range<Int> {
      let start = fileOffset(of: range.lowerBound)
      return start..<(range.isEmpty ? start : fileOffset(of: range.upperBound - 1) + 1)
    }

    /// The part of `range`, from its start on, that stands in the file as it is here.
    func stretch(of range: Range<Int>) -> Range<Int> {
      let next = starts.prefixEnd { Int($0) <= range.lowerBound }
      let end = next < starts.count ? Int(starts[next]) : range.upperBound
      return range.lowerBound..<min(end, range.upperBound)
    }

    fileprivate mutating func append(_ start: Int, offset: Int) {
      starts.append(Int32(truncatingIfNeeded: start))
      offsets.append(Int32(truncatingIfNeeded: offset))
    }
  }

  private(set) var bytes: [UInt8]
  private(set) var joints = Joints()

  /// Joins the lines of a file.
  ///
  /// GNU cpp lets blanks stand behind the backslash. Complexity: O(n); next to nothing without a backslash.
  init(_ file: [UInt8]) {
    bytes = file
    guard let first = file.firstIndex(of: UInt8(ascii: "\\")) else { return }
    var run = 0
    var index = first
    while index < file.count {
      guard file[index] == UInt8(ascii: "\\"), let next = PreprocessingLexer.splice(file, at: index) else {
        index += 1
        continue
      }
      if joints.isEmpty { bytes = [] }
      bytes += file[run..<index]
      joints.append(bytes.count, offset: next)
      run = next
      index = next
    }
    if !joints.isEmpty { bytes += file[run...] }
  }
}
