import ArgumentParser
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
      if let own = Self.ownRules.first(where: { $0.0 == rule }) { return own.1 }
      guard let manual = RuleManual(of: rule)?.sections.first?.text else {
        return "The check \(rule) of dtc."
      }
      let text = manual.replacing("\n", with: " ")
      let sentence = text.split(separator: ". ").first.map(String.init) ?? text
      return sentence.hasSuffix(".") ? sentence : sentence + "."
    }
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
