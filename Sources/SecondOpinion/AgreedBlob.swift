public import DeviceTree

/// A blob that libfdt reads as the tree it was made from: only such a one is to reach a board.
public struct AgreedBlob: Sendable {
  /// The blob.
  public let bytes: [UInt8]

  /// What libfdt sees otherwise; never empty.
  public struct Disagreement: Error, Sendable {
    /// Every difference, in the order of the tree.
    public var differences: [SecondOpinion.Difference]
  }

  /// Flattens `tree` and has libfdt read it back.
  ///
  /// Complexity: O(n) in the blob's bytes.
  public init(of tree: DeviceTree) throws(Disagreement) { try self.init(of: tree, as: tree.flattened()) }

  /// Takes `blob` for `tree`, if libfdt agrees.
  public init(of tree: DeviceTree, as blob: [UInt8]) throws(Disagreement) {
    let differences = SecondOpinion.differences(between: tree, and: blob)
    guard differences.isEmpty else { throw Disagreement(differences: differences) }
    bytes = blob
  }
}
