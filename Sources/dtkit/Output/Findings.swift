import ArgumentParser
import SourceDiagnostics
import SystemPackage

/// Shows diagnostics.
enum Findings {
  /// Prints diagnostics as text; of those that say and advise the same again, only where.
  static func print(
    _ diagnostics: [Diagnostic], sources: SourceMap, to file: FileDescriptor = .standardError
  ) {
    guard !diagnostics.isEmpty else { return }
    let renderer = TextRenderer(sources: sources, colours: POSIX.takesColours(file))
    var told: Set<String> = []
    var text = ""
    for diagnostic in diagnostics {
      var isNew = true
      if let rule = diagnostic.rule {
        isNew = told.insert("\(rule)\n\(diagnostic.message)\n\(diagnostic.help ?? "")").inserted
      }
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
    var seen: [String: Int] = [:]
    var counts: [String: Int] = [:]
    for diagnostic in diagnostics {
      let check = diagnostic.rule ?? "others"
      seen[check, default: 0] += 1
      if diagnostic.severity == .error || shown.count < shownLimit && seen[check, default: 0] <= shownOfCheck
      {
        shown.append(diagnostic)
      } else {
        counts[check, default: 0] += 1
      }
    }
    print(shown, sources: sources)
    guard !counts.isEmpty else { return }
    let list = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    Files.print(
      "dtkit: \(diagnostics.count - shown.count) more warnings: \(list.joined(separator: ", "))\n"
        + "  help: -Wno-CHECK leaves those of a check out; --format json shows all\n", to: .standardError)
  }

  /// Counts as people say them: "2 errors, 1 warning".
  static func summary(_ diagnostics: [Diagnostic]) -> String {
    Severity.allCases.reversed().compactMap { severity in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  /// A finding of `zones build` or a compiler error as an object of machine output.
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

extension OutputFormat {
  /// Runs a command's body; in machine output, what makes the input unusable is an object too.
  ///
  /// Its members beside `findings` are those that the command gives here.
  func run(_ members: [(String, JSONValue)] = [], _ body: () throws -> Void) throws {
    guard self == .json else { return try body() }
    let findings: [JSONValue]
    do {
      return try body()
    } catch let failure as UnusableSource {
      findings = failure.diagnostics.map { Findings.json($0, sources: failure.sources) }
    } catch let error as CommandError {
      findings = [Findings.json(Diagnostic(.error, error.message, help: error.help), sources: SourceMap())]
    }
    Files.print(JSONValue.object(members + [("findings", .array(findings))]).text() + "\n")
    throw ExitCode.unusable
  }
}

/// The forms in which a command can answer.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One object on standard output, for programs.
  case json
}
