import DTS
import FileSystem
import SourceDiagnostics

extension DTCTool {
  /// Prints findings as dtc does; `-q` leaves warnings out, `-qq` errors too.
  func tell(_ findings: [CheckFinding], _ positions: SourceTable?, _ sources: SourceMap) {
    let place = output == "-" ? "<stdout>" : output
    var text = ""
    for finding in findings where quiet < (finding.level == .error ? 2 : 1) {
      text += finding.dtcText(positions: positions, sources: sources, output: place)
    }
    tell(text)
  }

  func tell(_ text: String) {
    if !text.isEmpty { Files.print(text, to: .standardError) }
  }

  /// Prints all that keeps a source from being compiled, at every level of quiet.
  func tellErrors(_ failure: CompileFailure) {
    for diagnostic in failure.diagnostics where diagnostic.severity == .error {
      tell("Error: " + text(of: diagnostic, failure.sources))
    }
  }

  /// Prints what the preprocessor warned of.
  func tellWarnings(_ compiled: CompiledTree) {
    guard quiet < 1 else { return }
    for diagnostic in compiled.preprocessorWarnings {
      tell("Warning: " + text(of: diagnostic, compiled.sources))
    }
  }

  private func text(of diagnostic: Diagnostic, _ sources: SourceMap) -> String {
    let place = diagnostic.range.map { sources.dtcText(of: $0) } ?? diagnostic.subject ?? input
    let help = diagnostic.help.map { "\n  help: \($0)" } ?? ""
    return "\(place) \(diagnostic.message)\(help)\n"
  }

  /// Ends the program because of what the checks found, unless `-f` was given.
  func endIfNotForced() throws(ToolFailure) {
    guard isForced else {
      throw ToolFailure("ERROR: Input tree has errors, aborting (use -f to force output)", status: 2)
    }
    if quiet < 3 { tell("Warning: Input tree has errors, output forced\n") }
  }
}
