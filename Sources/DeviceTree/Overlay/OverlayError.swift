/// Why an overlay cannot be applied; the base tree is as it was.
public struct OverlayError: Error, Hashable, Sendable {
  /// Which of several overlays, counted from 0.
  public var overlay: Int
  /// What is wrong.
  public var reason: Reason

  /// Makes an error.
  public init(overlay: Int = 0, _ reason: Reason) {
    self.overlay = overlay
    self.reason = reason
  }

  /// Where a reference stands that has to be filled in.
  public struct Place: Hashable, Sendable {
    /// The path of a node of the overlay.
    public var node: String
    /// The name of one of its properties.
    public var property: String
    /// The byte offset in the property's value.
    public var offset: Int

    /// Makes a place.
    public init(node: String, property: String, offset: Int) {
      self.node = node
      self.property = property
      self.offset = offset
    }
  }

  /// What can be wrong with an overlay, or with the base for it; nodes are paths.
  public enum Reason: Error, Hashable, Sendable {
    /// A fragment has neither `target` nor `target-path`.
    case noTarget(fragment: String)
    /// A fragment's `target` is no phandle.
    case badTarget(fragment: String)
    /// The base has no node with the phandle of a fragment's `target`.
    case unknownTargetPhandle(fragment: String, phandle: UInt32)
    /// The base has no node at a fragment's `target-path`; `suggestion` is a path that is close.
    case unknownTargetPath(fragment: String, path: String, suggestion: String?)
    /// A label of `__fixups__` is not in the base's `__symbols__`; `suggestion` is one that is close.
    case unknownLabel(String, usedAt: Place?, suggestion: String?)
    /// A label is asked for, and the base has no `__symbols__` at all.
    case noSymbols(label: String, usedAt: Place?)
    /// The base's symbol leads to no node.
    case danglingSymbol(label: String, path: String)
    /// The node that the base's symbol leads to has no phandle.
    case noPhandle(label: String, node: String)
    /// An entry of `__fixups__` is not "path:property:offset".
    case badFixup(label: String, entry: String)
    /// An entry of `__fixups__` or `__local_fixups__` names a place where there are no four bytes.
    case noSuchPlace(Place)
    /// The value of a property of `__local_fixups__` is no whole number of cells.
    case badLocalFixup(node: String, property: String)
    /// A node of `__local_fixups__` stands for none of the overlay.
    case noMirroredNode(String)
    /// A node's `phandle` is no single cell.
    case badPhandle(node: String, property: String)
    /// A node's phandle becomes more than 0xfffffffe when it is moved behind those of the base.
    case phandlesExhausted(node: String, base: UInt32)
    /// An entry of the overlay's `__symbols__` is no absolute path.
    case badSymbol(label: String)
    /// An entry of the overlay's `__symbols__` lies in a fragment that is not there.
    case symbolOutsideFragments(label: String, path: String)
    /// The paths of its symbols, those that aliases lead along, or those of nodes that differ, would take more than `limit` bytes: out of all
    /// proportion to both trees.
    case pathsTooLong(limit: Int)
  }
}
