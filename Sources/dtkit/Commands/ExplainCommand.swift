import ArgumentParser
import DeviceTreeLint
import FileSystem

/// `dtkit explain`: what a rule of lint means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule of lint: what it finds, why that is bad, and what to write instead.",
    discussion: """
      EXAMPLE
        dtkit explain region-refused
      """)

  @Argument(
    help: ArgumentHelp(
      "The rule's name, as it stands behind a finding; without one, all are listed.", valueName: "rule"))
  var rule: String?

  func run() throws {
    let style = Style.standardOutput
    guard let rule else { return Self.list(style) }
    let name = rule.drop { $0 == "[" }.prefix { $0 != "]" }
    guard let manual = RuleManual(of: String(name)) else {
      let close = LintRules.names.filter { $0.contains(name) || name.contains($0) }
      throw CommandError(
        "there is no rule '\(rule)'",
        help: close.isEmpty
          ? "dtkit explain lists all rules" : "did you mean \(close.joined(separator: " or "))?")
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

  /// Every rule with the first sentence of its manual.
  private static func list(_ style: Style) {
    let width = LintRules.names.map(\.count).max() ?? 0
    var text = ""
    for name in LintRules.names {
      let what =
        RuleManual(of: name)?.sections.first?.text.replacing("\n", with: " ").replacing("`", with: "") ?? ""
      let sentence = what.split(separator: ". ").first.map(String.init) ?? what
      let padding = String(repeating: " ", count: width - name.count)
      text +=
        "\(style.paint(name, .strong))\(padding)  \(sentence.hasSuffix(".") ? sentence : sentence + ".")\n"
    }
    Files.print(text)
  }
}
