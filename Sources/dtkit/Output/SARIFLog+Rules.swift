import ArgumentParser
import DTS
import DeviceTreeLint
import SourceDiagnostics

extension SARIFLog {
  /// A log of this program.
  static var ofDtkit: SARIFLog { SARIFLog(tool: "dtkit", version: DTKit.configuration.version) }

  /// What findings are about that are neither a rule's of lint nor a check's of dtc.
  private static let ownRules = [
    ("unusable-input", "The input cannot be used as it is."),
    ("layout", "The source is not laid out as dtkit format lays it out."),
    ("not-reproducible", "No source gives this tree."),
    ("difference", "A second tree says it otherwise."),
    ("found", "What was asked for stands here."),
    ("log-divergence", "The boot did not go as foretold."),
  ]

  /// Adds findings under the names of their rules; errors of the input have one of their own.
  mutating func add(_ diagnostics: [Diagnostic], sources: SourceMap) {
    add(diagnostics, sources: sources, rule: "unusable-input") { rule in
      if let own = Self.ownRules.first(where: { $0.0 == rule }) { return RuleText(summary: own.1) }
      if let check = NamedCheck(named: rule) {
        return RuleText(summary: check.finds.firstSentence, sections: check.manual)
      }
      guard let manual = RuleManual(of: rule), let first = manual.sections.first else {
        return RuleText(summary: "A finding of the rule \(rule).")
      }
      return RuleText(
        summary: first.text.firstSentence, sections: manual.sections.map { ($0.title, $0.text) })
    }
  }
}

extension SARIFLog.RuleText {
  /// A manual of sections, of which the first says what the rule finds.
  fileprivate init(summary: String, sections: [(title: String, text: String)]) {
    let rest = sections.dropFirst()
    self.init(
      summary: summary, description: sections.first?.text.onOneLine,
      help: rest.map { "\($0.title)\n\($0.text.withoutMarks)" }.joined(separator: "\n\n"),
      markdown: rest.map { "### \($0.title)\n\($0.text)" }.joined(separator: "\n\n"))
  }
}

extension Finding {
  /// The finding as a log has it: with its mends, and in a blob with the node in the message.
  func logged(of input: TreeInput) -> Diagnostic {
    var diagnostic = diagnostic(file: input.path)
    diagnostic.fixes = fixes(in: input.compiled)
    if range == nil {
      diagnostic.subject = input.path
      diagnostic.message = "\(path): \(diagnostic.message)"
    }
    return diagnostic
  }
}
