/// From places in a changed text back to those in the text as it was.
extension SourceEdits {
  /// Where what an edit wrote stands in the changed text of a file, in the order of the text.
  ///
  /// Complexity: O(edits · log edits).
  public func written(in file: FileID) -> [(edit: SourceEdit, range: Range<Int>)] {
    var shift = 0
    return ordered(in: file).map { edit in
      let start = edit.range.start &+ shift
      shift &+= edit.replacement.count &- (edit.range.end &- edit.range.start)
      return (edit, start..<start &+ edit.replacement.count)
    }
  }

  /// Where a byte of the changed text stood before; that of something new is where the edit begins.
  ///
  /// Complexity: O(edits · log edits).
  public func originalOffset(of offset: Int, in file: FileID) -> Int {
    var shift = 0
    for (edit, range) in written(in: file) {
      if offset < range.lowerBound { break }
      if offset < range.upperBound { return edit.range.start }
      shift = edit.range.end &- range.upperBound
    }
    return offset &+ shift
  }
}
