extension FlattenedTree.Node {
  /// The node's phandle: its `phandle` or, as older trees have it, `linux,phandle`.
  ///
  /// 0 and 0xffffffff are none; libfdt's `fdt_get_phandle` (1.6.1 to 1.8.1) returns the latter, but finds no node by it.
  ///
  /// Complexity: O(bytes of the node's own properties).
  public var phandle: UInt32? { blob.phandle(ofNodeAt: offset) }

  /// Whether one of the strings of `compatible` is `text`.
  ///
  /// Complexity: O(bytes of the node's own properties).
  public func isCompatible(with text: String) -> Bool {
    guard let list = property("compatible")?.strings else { return false }
    return list.contains(text)
  }

  /// How many cells an address of a child takes: `#address-cells`, or 2 where it is absent.
  ///
  /// Nil if the property is not one cell or above 4 (Devicetree Specification 0.4, 2.3.5, and libfdt's
  /// `FDT_MAX_NCELLS`). 0 is a number as others, as interrupt controllers have it (2.4.3); libfdt's `fdt_address_cells`
  /// refuses it.
  ///
  /// Complexity: O(bytes of the node's own properties).
  public var addressCells: Int? { cellCount("#address-cells", default: 2) }

  /// How many cells a size of a child takes: `#size-cells`, or 1 where it is absent.
  ///
  /// Nil as for `addressCells`.
  ///
  /// Complexity: O(bytes of the node's own properties).
  public var sizeCells: Int? { cellCount("#size-cells", default: 1) }

  /// Whether the node is in use: it has no `status`, or one of "okay" or "ok".
  ///
  /// Complexity: O(bytes of the node's own properties).
  public var isEnabled: Bool {
    guard let status = property("status") else { return true }
    return status.holds(string: "okay") || status.holds(string: "ok")
  }

  private func cellCount(_ name: String, default absent: Int) -> Int? {
    guard let property = property(name) else { return absent }
    guard let count = property.cell, count <= 4 else { return nil }
    return Int(count)
  }
}
