public import DeviceTree

/// A change to the tree after which a fault is gone; one that stands in a finding has passed the model.
public struct Mend: Sendable {
  /// What to do, with the numbers and cells to write.
  public var text: String
  /// The same on the tree.
  public var edit: @Sendable (inout DeviceTree) -> Void

  /// Makes a mend.
  public init(_ text: String, edit: @escaping @Sendable (inout DeviceTree) -> Void) {
    self.text = text
    self.edit = edit
  }
}
