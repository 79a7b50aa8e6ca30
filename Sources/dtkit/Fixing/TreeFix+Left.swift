import DeviceTree
import DeviceTreeLint
import FileSystem
import SourceDiagnostics

/// What `--fix` leaves: why, and the call that makes the choice.
extension TreeFix {
  /// A finding that is left, with the reason why it was not mended.
  static func diagnostic(_ finding: Finding, _ outcome: Outcome, sources: SourceMap, file: String)
    -> Diagnostic
  {
    var diagnostic = finding.diagnostic(file: file)
    guard let reason = outcome.reason(finding) else { return diagnostic }
    if !reason.offers.isEmpty {
      diagnostic.notes.append(Diagnostic.Note("not mended: \(Self.summary(reason))"))
      diagnostic.help = choices(reason.offers, outcome)
    } else if reason.text != finding.help {
      // Where only the finding's own help says what to do, the reason would be its repetition.
      diagnostic.notes.append(Diagnostic.Note("not mended: \(reason.text)"))
    }
    return diagnostic
  }

  /// The reason without the mends, which are listed.
  private static func summary(_ reason: Fixer.Reason) -> String {
    reason.text.hasPrefix(Fixer.Reason.choice) ? Fixer.Reason.choice : reason.text
  }

  /// The mends to choose from, what to know about each, and how to call for the first.
  private static func choices(_ offers: [MendOffer], _ outcome: Outcome) -> String {
    let lines = offers.map { offer in
      "--mend \(offer.number): \(offer.text)" + (offer.condition.map { "\n    (\($0))" } ?? "")
    }
    return (lines + ["to choose: " + call(offers[0], outcome)]).joined(separator: "\n")
  }

  /// The call that makes this mend and nothing else differently.
  private static func call(_ offer: MendOffer, _ outcome: Outcome) -> String {
    let tree = outcome.tree.tree
    let name = offer.path.split(separator: "/").last.map(String.init) ?? offer.path
    let count = tree.allNodes.count { tree.name(of: $0) == name }
    return MemoryCall(appending: ["--mend", "\(count == 1 ? name : offer.path)=\(offer.number)"]).text
  }

  /// Shows what was not mended, and why, where no findings are shown: in `dtkit memory`.
  func showLeft(_ outcome: Outcome) {
    let style = Style.standardOutput
    var text = ""
    for finding in outcome.findings {
      guard let reason = outcome.reason(finding) else { continue }
      text += "\(style.paint("not mended", .bad)) \(finding.path) [\(finding.rule)]: \(finding.message)\n"
      let isChoice = !reason.offers.isEmpty
      let why = isChoice ? Self.summary(reason) + "\n" + Self.choices(reason.offers, outcome) : reason.text
      text += "  " + why.replacing("\n", with: "\n  ") + "\n"
    }
    if outcome.isStopped {
      text += "stopped after \(outcome.fixed.count) findings: run it again for the rest\n"
    }
    if !text.isEmpty { Files.print(text + "\n", to: options.diff ? .standardError : .standardOutput) }
  }

  /// What was not mended, for machines.
  static func json(_ reason: Fixer.Reason, _ finding: Finding, in outcome: Outcome) -> JSONValue {
    .object([
      ("rule", .string(finding.rule)), ("node", .string(finding.path)), ("reason", .string(reason.text)),
      (
        "choices",
        .array(
          reason.offers.map { offer in
            .object([
              ("mend", .string("\(offer.path)=\(offer.number)")), ("description", .string(offer.text)),
              ("choice", .optional(offer.condition)),
            ])
          })
      ),
    ])
  }
}
