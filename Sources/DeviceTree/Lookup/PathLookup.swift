/// Finds nodes by path again and again, by libfdt's rules, with a table for every parent that has many children.
///
/// A part of a path without `@` also means a child that has a unit address: the first in order whose name is the
/// part, or the part and a `@` (libfdt, `fdt_subnode_offset_namelen`). It stands beside one state of a tree;
/// `note` tells it of nodes put in front.
struct PathLookup: Sendable {
  private var tables: [DeviceTree.NodeID: BaseNameTable] = [:]

  /// How many bytes of paths aliases led along, for who must bound that.
  private(set) var aliasBytes = 0

  /// Parents with at most this many children are looked through one by one.
  private static let threshold: Int32 = 12

  /// The child that libfdt finds by this name.
  ///
  /// Complexity: O(1) but for the name's length; once O(n) for a parent of n children.
  mutating func child(
    _ name: ArraySlice<UInt8>, of parent: DeviceTree.NodeID, in tree: DeviceTree
  ) -> DeviceTree.NodeID? {
    if name.contains(UInt8(ascii: "@")) { return tree.child(named: name, of: parent) }
    if tree.record(parent).childSlots <= Self.threshold {
      return tree.children(of: parent).first { Self.matches(name, tree.nameBytes(of: $0)) }
    }
    if let known = tables[parent] { return known.find(name, in: tree) }
    let table = BaseNameTable(of: parent, in: tree)
    tables[parent] = table
    return table.find(name, in: tree)
  }

  private static func matches(_ part: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    name.starts(with: part)
      && (name.count == part.count || name[name.startIndex + part.count] == UInt8(ascii: "@"))
  }

  /// Notes a child that was put before its siblings.
  mutating func note(_ child: DeviceTree.NodeID, inFrontOf parent: DeviceTree.NodeID, in tree: DeviceTree) {
    tables[parent]?.put(child, in: tree)
  }

  /// The node at a path, absolute or beginning with the name of an alias.
  ///
  /// Complexity: O(length) after the tables are made. An alias may not lead to another.
  mutating func node(at path: ArraySlice<UInt8>, in tree: DeviceTree) -> DeviceTree.NodeID? {
    let slash = UInt8(ascii: "/")
    guard path.first != slash else { return node(at: path, below: tree.root, in: tree) }
    let alias = path.prefix { $0 != slash }
    guard let aliases = child(Array("aliases".utf8)[...], of: tree.root, in: tree),
      let property = tree.property(named: alias, of: aliases)
    else { return nil }
    let target = tree.bytes(of: property).prefix { $0 != 0 }
    aliasBytes += target.count
    guard target.first == slash, let start = node(at: target, below: tree.root, in: tree) else { return nil }
    return node(at: path.dropFirst(alias.count), below: start, in: tree)
  }

  private mutating func node(
    at path: ArraySlice<UInt8>, below start: DeviceTree.NodeID, in tree: DeviceTree
  ) -> DeviceTree.NodeID? {
    var current = start
    for part in path.split(separator: UInt8(ascii: "/")) {
      guard let next = child(part, of: current, in: tree) else { return nil }
      current = next
    }
    return current
  }
}
