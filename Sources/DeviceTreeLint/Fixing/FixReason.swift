public import SourceDiagnostics

extension Fixer {
  /// Why something was not mended.
  public struct Reason: Error, Hashable, Sendable {
    /// The reason, in lower case, without a full stop.
    public var text: String
    /// Where it stands, if it is about a place.
    public var range: SourceRange?
    /// The mends to choose from, where it takes a choice; else empty.
    public var offers: [MendOffer] = []

    init(_ text: String, at range: SourceRange? = nil) {
      self.text = text
      self.range = range
    }

    /// How the text begins where nothing else stands in the way.
    public static let choice = "it takes a choice"

    /// It takes a choice between these.
    init(choice offers: [MendOffer]) {
      self.init(Self.choice + ": " + offers.map(\.words).joined(separator: "; "))
      self.offers = offers
    }
  }
}
