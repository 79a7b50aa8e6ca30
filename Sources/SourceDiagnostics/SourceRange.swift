/// A file's place in a `SourceMap`.
public struct FileID: Hashable, Sendable {
  let index: Int
}

/// A stretch of bytes in one source file.
public struct SourceRange: Hashable, Sendable {
  /// The file that holds it.
  public var file: FileID
  /// The byte offset of its first byte.
  public var start: Int
  /// The byte offset just behind its last byte; equal to `start` for a mere position.
  public var end: Int

  /// Makes the range of bytes `start..<end` of `file`.
  public init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest range that holds this one and `other`; this one where they stand in different files.
  public func joined(with other: SourceRange) -> SourceRange {
    guard file == other.file else { return self }
    return SourceRange(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}

/// A position as people read it.
public struct SourceLocation: Hashable, Sendable {
  /// The file's path.
  public var path: String
  /// The line, counted from 1.
  public var line: Int
  /// The column in bytes, counted from 1.
  public var column: Int
}
