/// A change to the text of one source file: these bytes instead of those.
public struct SourceEdit: Hashable, Sendable {
  /// The bytes that go; empty for an insertion.
  public var range: SourceRange
  /// The bytes that come.
  public var replacement: [UInt8]

  /// Makes an edit.
  public init(_ range: SourceRange, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  /// Makes an edit of text.
  public init(_ range: SourceRange, _ replacement: String) { self.init(range, Array(replacement.utf8)) }
}

/// Edits of any number of files that do not touch each other, to be made together.
///
/// Offsets are those of the unchanged texts. Insertions at one place are made in the order in which they came.
public struct SourceEdits: Hashable, Sendable {
  /// Two edits that change the same bytes.
  public struct Conflict: Error, Hashable, Sendable {
    /// The edit that was there first.
    public var first: SourceEdit
    /// The one that does not fit beside it.
    public var second: SourceEdit
  }

  /// The edits, in the order in which they came.
  public private(set) var list: [SourceEdit] = []

  /// No edits.
  public init() {}

  /// Whether nothing changes.
  public var isEmpty: Bool { list.isEmpty }

  /// Adds an edit; the same replacement again is no conflict.
  ///
  /// Complexity: O(edits).
  public mutating func add(_ edit: SourceEdit) throws(Conflict) {
    if edit.range.start < edit.range.end, list.contains(edit) { return }
    if let other = list.first(where: { Self.touch($0.range, edit.range) }) {
      throw Conflict(first: other, second: edit)
    }
    list.append(edit)
  }

  /// Two insertions never collide; an insertion within a stretch that goes does.
  private static func touch(_ a: SourceRange, _ b: SourceRange) -> Bool {
    guard a.file == b.file else { return false }
    if a.start == a.end || b.start == b.end {
      let (point, stretch) = a.start == a.end ? (a, b) : (b, a)
      return stretch.start < point.start && point.start < stretch.end
    }
    return a.start < b.end && b.start < a.end
  }

  /// The edits of a file in the order of its text.
  func ordered(in file: FileID) -> [SourceEdit] {
    list.enumerated().filter { $0.element.range.file == file }
      .sorted {
        ($0.element.range.start, $0.element.range.end, $0.offset)
          < ($1.element.range.start, $1.element.range.end, $1.offset)
      }
      .map { $0.element }
  }

  /// The files that change, each once, with their new texts; edits that reach past a text's end are cut there.
  ///
  /// Complexity: O(edits · log edits + bytes of the files).
  public func apply(to sources: SourceMap) -> [(file: FileID, text: [UInt8])] {
    var files: [FileID] = []
    for edit in list where !files.contains(edit.range.file) { files.append(edit.range.file) }
    return files.map { file in
      let edits = ordered(in: file)
      let text = sources[file].text
      var result: [UInt8] = []
      var done = 0
      for edit in edits {
        let start = min(max(edit.range.start, done), text.count)
        result += text[done..<start]
        result += edit.replacement
        done = max(start, min(edit.range.end, text.count))
      }
      return (file, result + text[done...])
    }
  }
}
