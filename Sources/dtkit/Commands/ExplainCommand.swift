import ArgumentParser
import DTS
import DeviceTree
import DeviceTreeLint
import FileSystem

/// `dtkit explain`: what a rule of lint, or a check of dtc's, means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule of lint or a check of dtc: what it finds, and what to write instead.",
    discussion: """
      EXAMPLES
        dtkit explain region-refused
        dtkit explain unit_address_vs_reg
      """)

  @Argument(
    help: ArgumentHelp(
      "The rule's name, as it stands behind a finding; without one, all are listed.", valueName: "rule"))
  var rule: String?

  func run() throws {
    let style = Style.standardOutput
    guard let rule else { return Self.list(style) }
    let name = rule.drop { $0 == "[" }.prefix { $0 != "]" }
    let isOff = name.hasPrefix("no-") || name.hasPrefix("no_")
    let check = isOff ? name.dropFirst(3) : name
    if let check = NamedCheck(named: String(check)) {
      return Files.print(Self.text(of: check, isOff: isOff, style))
    }
    if let check = RetiredCheck(named: String(check)) { return Files.print(Self.text(of: check, style)) }
    guard let manual = RuleManual(of: String(name)) else {
      let names = LintRules.names + NamedCheck.all.map(\.name)
      var close = names.filter { $0.contains(name) || name.contains($0) }
      if close.isEmpty, let near = Spelling.closest(to: String(name), among: names) { close = [near] }
      throw CommandError(
        "there is no rule or check '\(rule)'",
        help: close.isEmpty
          ? "dtkit explain lists all" : "did you mean \(close.prefix(4).joined(separator: " or "))?")
    }
    var text = style.paint(manual.rule, .strong) + "\n"
    for section in manual.sections {
      text += "\n\(style.paint(section.title, .strong))\n" + Self.indented(section.text)
    }
    Files.print(text)
  }

  /// The text with two blanks before each line; the marks around code become a deeper indentation.
  private static func indented(_ text: String) -> String {
    var lines = ""
    var isCode = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isCode.toggle()
        continue
      }
      lines +=
        line.isEmpty
        ? "\n" : (isCode ? "      " : "  ") + line.replacing(isCode ? "\u{0}" : "`", with: "") + "\n"
    }
    return lines
  }

  /// Every rule with the first sentence of its manual, and every check.
  private static func list(_ style: Style) {
    let width = LintRules.names.map(\.count).max() ?? 0
    var text = ""
    for name in LintRules.names {
      let what = RuleManual(of: name)?.sections.first?.text.firstSentence ?? ""
      let padding = String(repeating: " ", count: width - name.count)
      text += "\(style.paint(name, .strong))\(padding)  \(what)\n"
    }
    Files.print("Rules of dtkit lint\n\n\(text)\nChecks of dtc\n\n\(listChecks(style))")
  }
}
