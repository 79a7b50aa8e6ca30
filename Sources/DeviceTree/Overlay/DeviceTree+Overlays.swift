/// Applying overlays, as libfdt's `fdt_overlay_apply` and the `fdtoverlay` command do (1.8.1).
extension DeviceTree {
  /// Applies an overlay to this tree; where that fails, the tree is as it was.
  ///
  /// What comes out is what libfdt's edits leave, in content and order: a new property stands before the others of
  /// its node, a new node before its siblings. The overlay's phandles are moved behind the largest of this tree,
  /// and a node of this tree that has a phandle keeps it (since libfdt 1.7.1; older versions overwrite it). The
  /// overlay's symbols become symbols of this tree, so that the next overlay can refer to them.
  ///
  /// A tree without fragments changes nothing, as with libfdt.
  ///
  /// Throws with the fragment, label or place that is at fault.
  /// Complexity: O(n) in both trees, no recursion. A tree that nobody else holds is changed where it is.
  public mutating func apply(overlay: consuming DeviceTree) throws(OverlayError) {
    var journal = EditJournal(self)
    do throws(OverlayError.Reason) {
      try merge(overlay, noting: &journal)
    } catch {
      journal.undo(in: &self)
      throw OverlayError(error)
    }
  }

  /// Applies overlays one after the other, each to what the one before left, all or none.
  ///
  /// Throws with the number of the overlay that cannot be applied; the tree is then as it was.
  /// Complexity: O(n) in all trees, times the number of overlays.
  public mutating func apply(overlays: [DeviceTree]) throws(OverlayError) {
    var journal = EditJournal(self)
    for (index, overlay) in overlays.enumerated() {
      do throws(OverlayError.Reason) {
        try merge(overlay, noting: &journal)
      } catch {
        journal.undo(in: &self)
        throw OverlayError(overlay: index, error)
      }
    }
  }

  /// What was changed until it failed is noted.
  private mutating func merge(
    _ overlay: consuming DeviceTree, noting journal: inout EditJournal
  ) throws(OverlayError.Reason) {
    var application = OverlayApplication(base: self, overlay: overlay, journal: journal)
    // Held by two, it would be copied.
    self = DeviceTree()
    defer { (self, journal) = (application.base, application.journal) }
    try application.run()
  }

  /// This tree with overlays applied in turn.
  ///
  /// Throws with the number of the overlay that cannot be applied.
  /// Complexity: as `apply(overlays:)`.
  public func applying(overlays: [DeviceTree]) throws(OverlayError) -> DeviceTree {
    var tree = self
    try tree.apply(overlays: overlays)
    return tree
  }

  /// The fragments of an overlay: nodes below the root that have an `__overlay__` node.
  public var overlayFragments: [NodeID] {
    children(of: root).filter { child(named: "__overlay__", of: $0) != nil }
  }
}
