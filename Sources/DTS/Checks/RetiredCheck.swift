/// A check that dtc had once.
///
/// dtc refuses a name that it has dropped, and so cannot build a Linux tree from 1.8.0 on whose makefiles say
/// `-Wno-graph_child_address`, as those of 6.1 do. Here such a name turns nothing on or off.
public struct RetiredCheck: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The first version of dtc without it.
  public let gone: String
  /// What it found, in a sentence.
  public let found: String
  /// What finds it now, in a sentence.
  public let now: String

  /// The check that had this name; nil if there never was one, or there still is.
  public init?(named name: String) {
    guard let check = Self.all.first(where: { $0.name == name }) else { return nil }
    self = check
  }

  private init(_ name: String, gone: String, found: String, now: String) {
    (self.name, self.gone, self.found, self.now) = (name, gone, found, now)
  }

  /// All of them, the first that went first.
  public static let all = [
    RetiredCheck(
      "sound_dais", gone: "1.4.6",
      found: "Looked for phandles with their cells in `sound-dais`, a property that no binding has.",
      now: "`sound_dai_property` looks at `sound-dai`."),
    RetiredCheck(
      "interrupt_cells_is_cell", gone: "1.6.1",
      found: "A `#interrupt-cells` was not one cell.",
      now: "`interrupts_extended_is_cell` finds the same."),
    RetiredCheck(
      "graph_child_address", gone: "1.8.0",
      found: """
        A node of ports or endpoints had `#address-cells` and `#size-cells`, and one child only, with the unit address \
        0.
        """,
      now: "Nothing is said of it: a single `port@0` or `endpoint@0` is as good as one without an address."),
  ]
}
