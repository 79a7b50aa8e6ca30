import DTS

/// dtc's named checks, explained as the rules of lint are.
extension ExplainCommand {
  /// What is said of one check; of the option that switches it off, what that does first.
  static func text(of check: NamedCheck, isOff: Bool, _ style: Style) -> String {
    var text = "\(style.paint(check.name, .strong)), a check of dtc\n"
    if isOff {
      text += "\n-Wno-\(check.name) and -Eno-\(check.name) switch it off, with the checks that need it.\n"
    }
    for (title, body) in check.manual {
      text += "\n\(style.paint(title, .strong))\n" + body.withoutMarks.wrapped(to: 100, indent: "  ")
    }
    return text
  }

  /// What is said of a check that dtc had once.
  static func text(of check: RetiredCheck, _ style: Style) -> String {
    let name = check.name
    return "\(style.paint(name, .strong)), a check that dtc has no more since version \(check.gone)\n\n"
      + "\(style.paint("What it found", .strong))\n" + check.found.withoutMarks.wrapped(to: 100, indent: "  ")
      + "\n\(style.paint("Now", .strong))\n"
      + (check.now
      + " -W\(name), -E\(name) and their no- forms mean nothing: they can be left out of a build.")
      .withoutMarks.wrapped(to: 100, indent: "  ")
  }

  /// Every check with its usual level and what it finds.
  static func listChecks(_ style: Style) -> String {
    let width = NamedCheck.all.map(\.name.count).max() ?? 0
    return NamedCheck.all.reduce(into: "") { text, check in
      let padding = String(repeating: " ", count: width - check.name.count)
      let level = check.level?.rawValue ?? "off"
      let column = level + String(repeating: " ", count: 7 - level.count)
      text +=
        "\(style.paint(check.name, .strong))\(padding)  \(column)  \(check.finds.replacing("`", with: ""))\n"
    }
  }
}
