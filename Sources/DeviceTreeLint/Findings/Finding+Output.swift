public import SourceDiagnostics

extension Finding {
  /// The finding for people: cause, related places and basis as notes, the mend as help.
  ///
  /// `file` stands in for the position of a finding in a blob.
  public func diagnostic(file: String) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if let cause { notes.append(Diagnostic.Note(cause)) }
    notes += self.notes
    if let remark = basis.remark { notes.append(Diagnostic.Note(remark)) }
    return Diagnostic(
      level, message, at: range, rule: rule, notes: notes, help: help,
      subject: range == nil ? "\(file): \(path)" : nil)
  }

  /// The finding for machines, one element of `findings` in what `dtkit lint --format json` prints.
  ///
  /// In a blob, `file` is the blob's path, and line and column are null.
  public func json(sources: SourceMap?, file: String) -> JSONValue {
    .object(
      [("rule", .string(rule)), ("level", .string(level.rawValue))]
        + JSONValue.place(of: range, in: sources, orElse: file) + [
          ("node", .string(path)), ("message", .string(message)), ("cause", .optional(cause)),
          ("help", .optional(help)), ("basis", .string(basis.word)),
        ])
  }
}
