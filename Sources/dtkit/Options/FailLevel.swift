import ArgumentParser
import SourceDiagnostics

/// From which level on findings make the exit code 1.
enum FailLevel: String, CaseIterable, ExpressibleByArgument {
  case error, warning, note

  /// The level as diagnostics have it.
  var severity: Severity {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
