import FileSystem
import SourceDiagnostics

/// Shows diagnostics.
enum Findings {
  /// Prints diagnostics as text; of those that say and advise the same again, only where.
  static func print(
    _ diagnostics: [Diagnostic], sources: SourceMap, to file: OpenFile = .standardError
  ) {
    guard !diagnostics.isEmpty else { return }
    let renderer = TextRenderer(sources: sources, colours: file.takesColours)
    var told: Set<[String?]> = []
    var text = ""
    for diagnostic in diagnostics {
      let isNew =
        diagnostic.rule.map { told.insert([$0, diagnostic.message, diagnostic.help]).inserted } ?? true
      text += (isNew ? renderer.render(diagnostic) : renderer.headline(diagnostic)) + "\n"
    }
    Files.print(text, to: file)
  }

  /// The most findings that are shown in full before the rest is only counted.
  static let shownLimit = 12
  /// The most of one check that are shown in full: the next say the same of other nodes.
  static let shownOfCheck = 3

  /// Prints what a person reads of many findings: errors, then the first others, and how many more there are of
  /// each check.
  static func printSome(_ diagnostics: [Diagnostic], sources: SourceMap) {
    var shown: [Diagnostic] = []
    // A few checks: no table is worth its making.
    var counts: [(check: String, shown: Int, hidden: Int)] = []
    for diagnostic in diagnostics {
      let check = diagnostic.rule ?? "others"
      let place = counts.firstIndex { $0.check == check } ?? counts.count
      if place == counts.count { counts.append((check, 0, 0)) }
      let isEarly = counts[place].shown + counts[place].hidden < shownOfCheck
      if diagnostic.severity == .error || shown.count < shownLimit && isEarly {
        shown.append(diagnostic)
        counts[place].shown += 1
      } else {
        counts[place].hidden += 1
      }
    }
    print(shown, sources: sources)
    let hidden = counts.filter { $0.hidden > 0 }.sorted { ($1.hidden, $0.check) < ($0.hidden, $1.check) }
    guard !hidden.isEmpty else { return explain(shown) }
    let list = hidden.map { "\($0.hidden) \($0.check)" }
    Files.print(
      "dtkit: \(diagnostics.count - shown.count) more warnings: \(list.joined(separator: ", "))\n"
        + "  help: -Wno-CHECK leaves those of a check out; --format json shows all\n", to: .standardError)
    explain(shown)
  }

  /// Says where more is told of the checks that warn.
  private static func explain(_ shown: [Diagnostic]) {
    guard let check = shown.lazy.compactMap(\.rule).first else { return }
    Files.print("dtkit: 'dtkit explain \(check)' says what to do about it\n", to: .standardError)
  }

  /// Counts as people say them: "2 errors, 1 warning".
  static func summary(_ diagnostics: [Diagnostic]) -> String {
    Severity.allCases.reversed().compactMap { severity in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  /// A finding as an object of machine output.
  static func json(_ diagnostic: Diagnostic, sources: SourceMap) -> JSONValue {
    let notes = diagnostic.notes.map { note in
      JSONValue.object([("message", .string(note.message))] + JSONValue.place(of: note.range, in: sources))
    }
    return .object(
      [("rule", .optional(diagnostic.rule)), ("level", .string(diagnostic.severity.rawValue))]
        + JSONValue.place(of: diagnostic.range, in: sources, orElse: diagnostic.subject) + [
          ("message", .string(diagnostic.message)), ("help", .optional(diagnostic.help)),
          ("notes", .array(notes)),
        ])
  }
}
