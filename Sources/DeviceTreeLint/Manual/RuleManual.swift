/// What a rule's own text says about it: docs/rules.md, which is made of the rules' doc comments.
public struct RuleManual: Hashable, Sendable {
  /// One part of it, such as "Why is this bad?".
  public struct Section: Hashable, Sendable {
    /// The heading.
    public var title: String
    /// The text in Markdown, without blank lines around it.
    public var text: String
  }

  /// The rule's name.
  public var rule: String
  /// Its parts, in order.
  public var sections: [Section]

  /// The manual of a rule; nil if there is no such rule.
  ///
  /// Complexity: O(bytes of all manuals).
  public init?(of rule: String) {
    let page = String(decoding: PackageResources.rules_md, as: UTF8.self)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0 == "## \(rule)" }) else { return nil }
    let own = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    self.rule = rule
    sections = []
    for line in own {
      if line.hasPrefix("### ") {
        sections.append(Section(title: String(line.dropFirst(4)), text: ""))
      } else if !sections.isEmpty {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    for index in sections.indices {
      let lines = sections[index].text.split(separator: "\n", omittingEmptySubsequences: false)
      let body = lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
      sections[index].text = body.joined(separator: "\n")
    }
  }
}
