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
  /// `members` are those that the object then has beside `findings`.
  func run(_ members: [(String, JSONValue)] = [], _ body: (inout Answer) throws -> Void) throws {
    var answer = Answer(self)
    do {
      try body(&answer)
      answer.end()
    } catch let code as ExitCode {
      answer.end()
      throw code
    } catch let failure as UnusableSource where self != .text {
      answer.end(failure.diagnostics, sources: failure.sources, members)
      throw ExitCode.unusable
    } catch let error as CommandError where self != .text {
      let finding = Diagnostic(.error, error.message, help: error.help)
      answer.end([finding], sources: SourceMap(), members)
      throw ExitCode.unusable
    }
  }
}
