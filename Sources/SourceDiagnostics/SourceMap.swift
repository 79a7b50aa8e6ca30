/// All texts of one run, so that a range is two numbers and a file.
public struct SourceMap: Sendable {
  private var files: [SourceFile] = []

  /// A map without files.
  public init() {}

  /// Takes a file in and returns the name that ranges use for it.
  public mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(index: files.count - 1)
  }

  /// Reads `path` as a new file of the map.
  public mutating func add(path: String, text: [UInt8]) -> FileID {
    add(SourceFile(path: path, text: text))
  }

  /// Takes another text for a file, which what was said of it so far must fit.
  package mutating func replace(_ id: FileID, with file: SourceFile) { files[id.index] = file }

  /// The first file that has this path.
  public func file(at path: String) -> FileID? {
    files.firstIndex { $0.path == path }.map { FileID(index: $0) }
  }

  /// The file that `id` names.
  public subscript(id: FileID) -> SourceFile { files[id.index] }

  /// Where `range` starts, as path, line and column.
  ///
  /// Complexity: O(log lines).
  public func location(of range: SourceRange) -> SourceLocation {
    let file = self[range.file]
    let offset = min(range.start, file.text.count)
    let line = file.line(at: offset)
    return SourceLocation(
      path: file.path, line: line, column: offset - file.byteRange(ofLine: line).lowerBound + 1)
  }

  /// The bytes that `range` covers, as text.
  public func text(of range: SourceRange) -> String {
    let text = self[range.file].text
    let start = min(range.start, text.count)
    return String(decoding: text[start..<max(start, min(range.end, text.count))], as: UTF8.self)
  }
}
