/// How much a finding weighs.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Worth knowing; nothing is wrong.
  case note
  /// Probably wrong, or wrong under conditions that were not given.
  case warning
  /// Wrong.
  case error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// Orders note before warning before error.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// One thing said to the user about one place: what is wrong, where, why, and how to mend it.
public struct Diagnostic: Sendable, Error {
  /// A remark about another place that belongs to the same finding.
  public struct Note: Sendable {
    /// What stands there, in lower case, without a full stop.
    public var message: String
    /// Where, if it stands in a source.
    public var range: SourceRange?

    /// Makes a remark about `range`.
    public init(_ message: String, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  /// A mend of the finding as changes of the text.
  public struct Fix: Sendable {
    /// What it does, in lower case, without a full stop.
    public var text: String
    /// The changes, which belong together.
    public var edits: [SourceEdit]

    /// Makes a mend.
    public init(_ text: String, edits: [SourceEdit]) {
      self.text = text
      self.edits = edits
    }
  }

  /// How much it weighs.
  public var severity: Severity
  /// What is wrong, in lower case, without a full stop.
  public var message: String
  /// Where in the sources; nil if the input has none (a DTB, the command line).
  public var range: SourceRange?
  /// The name of the rule that found it; nil for plain errors.
  public var rule: String?
  /// Other places that belong to it, such as an earlier definition.
  public var notes: [Note]
  /// How to mend it; alternatives stand on lines of their own.
  public var help: String?
  /// Mends that a program could make, the best first.
  public var fixes: [Fix] = []
  /// The file, or the input without lines, that it is about where there is no range.
  public var subject: String?

  /// Makes a finding.
  public init(
    _ severity: Severity, _ message: String, at range: SourceRange? = nil, rule: String? = nil,
    notes: [Note] = [], help: String? = nil, subject: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.range = range
    self.rule = rule
    self.notes = notes
    self.help = help
    self.subject = subject
  }

  /// An error at `range`.
  public static func error(
    _ message: String, at range: SourceRange?, notes: [Note] = [], help: String? = nil
  ) -> Diagnostic {
    Diagnostic(.error, message, at: range, notes: notes, help: help)
  }
}
