import DeviceTreeLint
import FileSystem
import KernelImage
import SourceDiagnostics

extension TreeFix {
  /// Shows what changed: the patch, and below it what was mended.
  ///
  /// With `--diff` standard output has the patch alone, for `patch -p1`.
  func show(_ outcome: Outcome) {
    let style = Style.standardOutput
    for file in outcome.files where file.before != nil {
      let diff = UnifiedDiff(path: Self.patchPath(file.path), before: file.before, after: file.after)
      Files.write(style.isColoured ? Array(Self.coloured(diff.text, style).utf8) : diff.bytes)
    }
    if !outcome.files.isEmpty, !options.diff { Files.print("\n") }
    var table = ""
    for fixed in outcome.fixed {
      let verb = options.diff ? "would mend" : "mended"
      let place =
        fixed.place.map { "\($0.path):\($0.line):\($0.column)" }
        ?? "\(outcome.tree.path): \(fixed.path)"
      let text = fixed.mend.text.replacing("\n", with: " ")
      table += "\(style.paint(verb, .good)) \(place) [\(fixed.finding.rule)]: \(text)\n"
      if let remark = fixed.finding.basis.remark { table += "  note: \(remark)\n" }
      for note in fixed.notes { table += "  note: \(note)\n" }
    }
    if let generated = outcome.files.first(where: { Self.isGenerated($0.before) }) {
      table +=
        "  note: \(generated.path) is made from a zone plan: change the plan as well, or it comes back\n"
    }
    if !table.isEmpty { Files.print(table + "\n", to: options.diff ? .standardError : .standardOutput) }
  }

  /// The header that `zones build` puts on top of its sources.
  private static func isGenerated(_ text: [UInt8]?) -> Bool {
    guard let text else { return false }
    return String(decoding: text.prefix(400), as: UTF8.self).contains("Change the plan, not this file.")
  }

  /// The path as a patch has it: below the folder in which it is applied.
  private static func patchPath(_ path: String) -> String {
    var path = Substring(path)
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.hasPrefix("/") { path = path.dropFirst() }
    return String(path)
  }

  private static func coloured(_ patch: String, _ style: Style) -> String {
    patch.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("+++") || line.hasPrefix("---") { return style.paint(String(line), .strong) }
      if line.hasPrefix("+") { return style.paint(String(line), .good) }
      if line.hasPrefix("-") { return style.paint(String(line), .bad) }
      return line.hasPrefix("@@") ? style.paint(String(line), .faint) : String(line)
    }.joined(separator: "\n")
  }

  /// "3 findings mended in board.dts": what stands before the counts of those that are left.
  func summary(_ outcome: Outcome) -> String {
    let count = outcome.fixed.count
    guard count > 0 else { return "nothing was mended; " }
    let counted = "\(count) finding\(count == 1 ? "" : "s")"
    let stop = outcome.isStopped ? " (stopped at \(count): run it again for the rest)" : ""
    if options.diff { return "\(counted) can be mended\(stop); then left: " }
    let others = outcome.files.map(\.path).filter { $0 != outcome.tree.path }
    return "\(counted) mended\(others.isEmpty ? "" : " in " + others.joined(separator: ", "))\(stop); left: "
  }

  /// What was mended, for machines.
  func members(_ outcome: Outcome) -> [(String, JSONValue)] {
    let fixed = outcome.fixed.map { fixed in
      JSONValue.object([
        ("rule", .string(fixed.finding.rule)), ("file", .string(fixed.place?.path ?? outcome.tree.path)),
        ("line", fixed.place.map { .int($0.line) } ?? .null),
        ("column", fixed.place.map { .int($0.column) } ?? .null), ("node", .string(fixed.path)),
        ("message", .string(fixed.finding.message)), ("description", .string(fixed.mend.text)),
        ("notes", .array(fixed.notes.map { .string($0) })),
      ])
    }
    let open = outcome.findings.compactMap { finding in
      outcome.reason(finding).map { Self.json($0, finding, in: outcome) }
    }
    let patch = outcome.files.filter { $0.before != nil }.map {
      UnifiedDiff(path: Self.patchPath($0.path), before: $0.before, after: $0.after).text
    }.joined()
    return [
      ("fixed", .array(fixed)), ("notMended", .array(open)), ("stopped", .bool(outcome.isStopped)),
      ("diff", .string(patch)),
      ("written", .array(options.diff ? [] : outcome.files.map { .string($0.path) })),
    ]
  }
}
