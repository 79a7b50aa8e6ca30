/// A difference said as an overlay: applied to the old tree it gives the new one, as far as an overlay can.
public struct DifferenceOverlay: Sendable {
  /// The overlay, with its `__fixups__` and `__local_fixups__`.
  ///
  /// Nodes are named by label where the old tree has one with a phandle (`__symbols__`), else by path.
  public let tree: DeviceTree
  /// What still differs once it is applied: an overlay takes nothing away.
  public let rest: TreeDifference

  /// Makes the overlay of a difference, applies it to the old tree, and compares the result with the new one.
  ///
  /// Throws if the overlay cannot be applied to the old tree, which has two nodes that libfdt cannot tell apart then.
  /// Complexity: O(n) in both trees.
  public init(_ difference: TreeDifference) throws(OverlayError) {
    var author = OverlayAuthor(difference)
    author.write()
    tree = author.overlay
    let result = try difference.old.applying(overlays: [tree])
    rest = TreeDifference(from: result, to: difference.new)
  }
}
