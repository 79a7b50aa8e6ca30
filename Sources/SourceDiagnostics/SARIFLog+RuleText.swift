extension SARIFLog {
  /// What a log says of a rule, for those who show findings with it.
  public struct RuleText: Hashable, Sendable {
    /// What the rule finds, in one sentence.
    public var summary: String
    /// The same in full; nil if the sentence says all.
    public var description: String?
    /// What to do about a finding, as plain text; nil if nothing is known beyond the finding's own help.
    public var help: String?
    /// The same in Markdown.
    public var markdown: String?

    /// Makes the text of a rule.
    public init(summary: String, description: String? = nil, help: String? = nil, markdown: String? = nil) {
      self.summary = summary
      self.description = description
      self.help = help
      self.markdown = markdown
    }

    /// The members of a `reportingDescriptor` (SARIF 2.1.0, 3.49).
    var members: [(String, JSONValue)] {
      var members = [("shortDescription", message(summary))]
      if let description { members.append(("fullDescription", message(description))) }
      if let help {
        let text = [("text", JSONValue.string(help))]
        members.append(("help", .object(text + (markdown.map { [("markdown", .string($0))] } ?? []))))
      }
      return members
    }
  }
}
