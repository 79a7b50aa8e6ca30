extension JSONValue {
  /// The members `file`, `line` and `column` of machine output: where a range starts, counted from 1.
  ///
  /// Without a range, `file` is `subject` and the others are null.
  public static func place(
    of range: SourceRange?, in sources: SourceMap?, orElse subject: String? = nil
  ) -> [(String, JSONValue)] {
    let place = range.flatMap { range in sources?.location(of: range) }
    return [
      ("file", .optional(place?.path ?? subject)), ("line", place.map { .int($0.line) } ?? .null),
      ("column", place.map { .int($0.column) } ?? .null),
    ]
  }
}
