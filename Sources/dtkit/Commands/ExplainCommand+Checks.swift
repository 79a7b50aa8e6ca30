import DTS

/// dtc's named checks, explained as the rules of lint are.
extension ExplainCommand {
  /// What is said of one check.
  static func text(of check: NamedCheck, _ style: Style) -> String {
    var sections = [("What it finds", check.finds), ("What to write instead", check.instead)]
    let name = check.name
    let usual =
      switch check.level {
      case .warning: "A warning. -Wno-\(name) switches it off, -E\(name) makes it an error."
      case .error: "An error: nothing is written. -Eno-\(name) with -W\(name) makes it a warning."
      case nil: "Off. -W\(name) makes it a warning, -E\(name) an error."
      }
    sections.append(("Unless it is switched", usual))
    if !check.needs.isEmpty {
      let names = check.needs.joined(separator: ", ")
      sections.append(("It needs", "\(names); where one of these fails, this check is not made."))
    }
    var text = "\(style.paint(name, .strong)), a check of dtc\n"
    for (title, body) in sections {
      text +=
        "\n\(style.paint(title, .strong))\n" + body.replacing("`", with: "").wrapped(to: 100, indent: "  ")
    }
    return text
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
