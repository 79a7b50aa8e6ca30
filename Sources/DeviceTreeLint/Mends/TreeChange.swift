public import DeviceTree

/// A node's name and its range.
public struct NamedRange: Hashable, Sendable {
  /// The name, unit address included.
  public var name: String
  /// What `reg` says.
  public var range: MemoryRange
}

/// One change to a tree that can also be made in its source.
///
/// Ranges are written in the root's cells, in which Linux reads memory and its reservations.
public enum TreeChange: Hashable, Sendable {
  /// Another range in one entry of a list.
  case setEntry(Int, of: String, in: DeviceTree.NodeID, MemoryRange)
  /// One more entry of a list.
  case appendEntry(MemoryRange, to: String, in: DeviceTree.NodeID)
  /// A whole list of ranges, in place of what stands there or new.
  case setRanges([MemoryRange], of: String, in: DeviceTree.NodeID)
  /// Cells.
  case setCells([UInt32], of: String, in: DeviceTree.NodeID)
  /// A string.
  case setString(String, of: String, in: DeviceTree.NodeID)
  /// A property without a value, behind another one.
  case addFlag(String, behind: String, in: DeviceTree.NodeID)
  /// No such property.
  case removeProperty(String, of: DeviceTree.NodeID)
  /// These bytes of a string less, and the blanks behind them.
  case cutString(Range<Int>, of: String, in: DeviceTree.NodeID)
  /// Another name in the old place.
  case rename(DeviceTree.NodeID, to: String)
  /// Another place among the siblings.
  case move(DeviceTree.NodeID, before: DeviceTree.NodeID)
  /// No such node.
  case remove(DeviceTree.NodeID)
  /// Nodes like this one directly behind it, each with a name and a range of its own and without its phandle.
  case copies(of: DeviceTree.NodeID, [NamedRange])

  /// Whether the model cannot see it: Linux takes addresses from properties, not from names.
  var isNameOnly: Bool { if case .rename = self { true } else { false } }

  /// Makes the change; nothing happens where the tree does not have what is to be changed.
  public func apply(to tree: inout DeviceTree) {
    switch self {
    case .setEntry(let index, of: let name, in: let node, let range):
      tree.setEntry(index, to: range, of: node, in: name)
    case .appendEntry(let range, to: let name, in: let node): tree.appendEntry(range, to: name, of: node)
    case .setRanges(let ranges, of: let name, in: let node): tree.setEntries(ranges, of: node, in: name)
    case .setCells(let cells, of: let name, in: let node): tree.set(name, to: .cells(cells), of: node)
    case .setString(let text, of: let name, in: let node): tree.set(name, to: .string(text), of: node)
    case .addFlag(let name, behind: _, in: let node): tree.set(name, to: .empty, of: node)
    case .removeProperty(let name, of: let node): tree.removeProperty(name, of: node)
    case .cutString(let bytes, of: let name, in: let node): tree.cutString(bytes, of: name, in: node)
    case .rename(let node, to: let name): tree.renameWithPaths(node, to: name)
    case .move(let node, before: let sibling): tree.move(node, before: sibling)
    case .remove(let node): tree.remove(node)
    case .copies(of: let node, let copies):
      // Each goes directly behind the node, so the last comes first.
      for copy in copies.reversed() { tree.addCopy(of: node, as: copy.name, reg: copy.range) }
    }
  }
}

extension [TreeChange] {
  /// Makes all changes, one after the other.
  func apply(to tree: inout DeviceTree) { for change in self { change.apply(to: &tree) } }
}
