/// A fact whose other value makes prediction and log agree.
public struct FactCorrection: Hashable, Sendable {
  /// What the fact is called, as in the list of facts, or "command line", "tree", "version".
  public var fact: String
  /// The value that the prediction had.
  public var given: String
  /// Where that came from.
  public var source: String
  /// Nothing had said it: it was assumed, or a preset's.
  public var wasAssumed: Bool
  /// The value that agrees with the log.
  public var needed: String
  /// The line of the log, or of /proc/iomem, that says it; nil if it was found by trying.
  public var evidence: FactSource?
  /// The arguments of `dtkit memory` that state it; empty if none can.
  public var arguments: [String]
  /// What settles it where no argument does; nil where one does.
  public var help: String?
  /// A flag of the call, or a file that it names, gives the value that the prediction had.
  let isStated: Bool
  /// Facts that change along with it.
  var parts: Set<String> = []

  init(
    _ fact: String, given: String, from source: FactSource, needed: String, evidence: FactSource? = nil,
    arguments: [String] = [], help: String? = nil
  ) {
    self.fact = fact
    self.given = given
    self.source = source.text
    if case .preset = source { wasAssumed = true } else { wasAssumed = source.isAssumed }
    isStated = source.isGiven
    self.needed = needed
    self.evidence = evidence
    self.arguments = arguments
    self.help = help
  }
}
