public import DTS
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

  /// The mends as changes of the text, the smallest first; none in a blob or where a macro is in the way.
  public func fixes(in compiled: CompiledTree?) -> [Diagnostic.Fix] {
    guard let compiled else { return [] }
    return mends.compactMap { mend in
      guard let editor = try? mend.sourceEdits(in: compiled), !editor.edits.isEmpty else { return nil }
      return Diagnostic.Fix(mend.text, edits: editor.edits.list)
    }
  }

  /// The finding for machines, one element of `findings` in what `dtkit lint --format json` prints.
  ///
  /// In a blob, `file` is the blob's path, and line and column are null.
  public func json(compiled: CompiledTree?, file: String) -> JSONValue {
    .object(
      [("rule", .string(rule)), ("level", .string(level.rawValue))]
        + JSONValue.place(of: range, in: compiled?.sources, orElse: file) + [
          ("node", .string(path)), ("message", .string(message)), ("cause", .optional(cause)),
          ("help", .optional(help)), ("basis", .string(basis.word)),
          ("fixes", .array(mends.map { $0.json(compiled: compiled) })),
        ])
  }
}

extension Mend {
  /// The mend for machines: what to do, whether it takes a choice, and the edits that do it.
  ///
  /// `edits` is empty in a blob, and where the text does not let the change be made.
  func json(compiled: CompiledTree?) -> JSONValue {
    let choice: String? = if case .byChoice(let why) = applicability { why } else { nil }
    var edits: [JSONValue] = []
    if let compiled, let editor = try? sourceEdits(in: compiled) {
      edits = editor.edits.list.map { edit in
        .object([
          ("file", .string(compiled.sources[edit.range.file].path)), ("start", .int(edit.range.start)),
          ("end", .int(edit.range.end)),
          ("replacement", .string(String(decoding: edit.replacement, as: UTF8.self))),
        ])
      }
    }
    return .object([("description", .string(text)), ("choice", .optional(choice)), ("edits", .array(edits))])
  }
}
