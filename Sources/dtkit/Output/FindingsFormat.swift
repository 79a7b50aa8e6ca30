import ArgumentParser
import DeviceTreeLint
import FileSystem
import SourceDiagnostics

/// The forms in which a command can answer whose answer may be findings.
enum FindingsFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One object on standard output, for programs.
  case json
  /// The findings alone, as SARIF 2.1.0, for code hosts and editors.
  case sarif

  /// Runs a command's body; in machine output, what makes the input unusable is told there too.
  func run(_ members: [(String, JSONValue)] = [], _ body: () throws -> Void) throws {
    guard self == .sarif else { return try (self == .json ? OutputFormat.json : .text).run(members, body) }
    var log = SARIFLog.ofDtkit
    do {
      return try body()
    } catch let failure as UnusableSource {
      log.add(failure.diagnostics, sources: failure.sources)
    } catch let error as CommandError {
      log.add([Diagnostic(.error, error.message, help: error.help)], sources: SourceMap())
    }
    log.print()
    throw ExitCode.unusable
  }
}

extension SARIFLog {
  /// A log of this program.
  static var ofDtkit: SARIFLog { SARIFLog(tool: "dtkit", version: DTKit.configuration.version) }

  /// Adds findings under the names of their rules; errors of the input have one of their own.
  mutating func add(_ diagnostics: [Diagnostic], sources: SourceMap) {
    add(diagnostics, sources: sources, rule: "unusable-input") { rule in
      if rule == "unusable-input" { return "The input cannot be used as it is." }
      if rule == "layout" { return "The source is not laid out as dtkit format lays it out." }
      if rule == "not-reproducible" { return "No source gives this tree." }
      guard let manual = RuleManual(of: rule)?.sections.first?.text else {
        return "The check \(rule) of dtc."
      }
      let text = manual.replacing("\n", with: " ")
      let sentence = text.split(separator: ". ").first.map(String.init) ?? text
      return sentence.hasSuffix(".") ? sentence : sentence + "."
    }
  }

  /// Writes the log to standard output.
  func print() { Files.print(json.text() + "\n") }
}
