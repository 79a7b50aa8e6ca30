import ArgumentParser
import FileSystem
import SourceDiagnostics

/// The forms in which a verb answers.
enum AnswerForm: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One object on standard output, for programs.
  case json
  /// The findings alone, as SARIF 2.1.0, for code hosts and editors.
  case sarif

  /// What the option says that takes it.
  static let help: ArgumentHelp = "How to answer: text, json, or sarif for findings alone."

  /// Runs a verb; in machine output, what makes the input unusable is told there too.
  ///
  /// - Parameters:
  ///   - file: What the call is about: an error that has no file of its own is one of this.
  ///   - members: Those that the object then has beside `findings`.
  func run(
    about file: String? = nil, _ members: [(String, JSONValue)] = [], _ body: (inout Answer) throws -> Void
  ) throws {
    var answer = Answer(self)
    do {
      try body(&answer)
      answer.end()
    } catch let code as ExitCode {
      answer.end()
      throw code
    } catch let failure as UnusableSource where self != .text {
      let findings = failure.diagnostics.map { Self.placed($0, in: failure.path) }
      answer.end(findings, sources: failure.sources, members)
      throw ExitCode.unusable
    } catch let error as CommandError where self != .text {
      let finding = Diagnostic(.error, error.message, help: error.help)
      answer.end([Self.placed(finding, in: error.path ?? file)], sources: SourceMap(), members)
      throw ExitCode.unusable
    }
  }

  /// A finding that names its file, for those who show findings beside files.
  private static func placed(_ finding: Diagnostic, in path: String?) -> Diagnostic {
    guard finding.range == nil, finding.subject == nil else { return finding }
    var finding = finding
    finding.subject = path == "-" ? "<stdin>" : path
    return finding
  }
}
