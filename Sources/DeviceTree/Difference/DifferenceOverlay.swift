/// A difference said as an overlay: applied to the old tree it gives the new one, as far as an overlay can.
public struct DifferenceOverlay: Sendable {
  /// The overlay, with its `__fixups__` and `__local_fixups__`.
  ///
  /// Nodes are named by label where the old tree has one with a phandle (`__symbols__`), else by path or, where libfdt
  /// would take the path for another node's, by phandle.
  public let tree: DeviceTree
  /// What still differs once it is applied.
  ///
  /// An overlay takes nothing away, and a node that moves is left in its old place. A name without a unit address means
  /// the first node of that name, with a unit address or without: what would go to a wrong node of the old tree is left
  /// out, and so is a value that refers to a node that was left out.
  public let rest: TreeDifference

  /// Makes the overlay of a difference, applies it to the old tree, and compares the result with the new one.
  ///
  /// Throws if the overlay cannot be applied to the old tree, in which libfdt cannot tell some nodes apart then, and if
  /// the paths of the nodes that change would take more than 1 MiB and 16 times what both trees do: every change names
  /// its node by path, and nodes that are nested thousands deep have long ones.
  /// Complexity: O(n) in both trees and in the paths of the nodes that change.
  public init(_ difference: TreeDifference) throws(OverlayError) {
    // To an overlay a node that moved is a new one.
    let still = TreeDifference(from: difference.old, to: difference.new, findsMoves: false)
    var author = OverlayAuthor(still)
    do throws(OverlayError.Reason) {
      try author.write()
      if let order = author.safeOrder {
        author = OverlayAuthor(still)
        try author.write(order: order)
      }
    } catch {
      throw OverlayError(error)
    }
    tree = author.overlay
    let result = try difference.old.applying(overlays: [tree])
    rest = TreeDifference(from: result, to: difference.new, findsMoves: false)
  }
}
