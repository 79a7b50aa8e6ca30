/// A label that was not added to `/aliases` or `/__symbols__`, because the list has an entry of that name already.
public struct ListedLabel: Hashable, Sendable {
  /// The label.
  public let label: String
  /// The path of the list.
  public let list: String

  /// What dtc 1.8.1 prints of it; it ends no line.
  public var dtcText: String { "WARNING: label \(label) already exists in \(list)" }
}
