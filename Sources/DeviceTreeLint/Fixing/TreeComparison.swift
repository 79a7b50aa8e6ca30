import DeviceTree

/// Holds two trees against each other: the same nodes in the same order, with the same properties in any order.
///
/// Numbers that a compiler gives out, phandles, may differ.
enum TreeComparison {
  /// The first difference in words; nil if there is none.
  ///
  /// Complexity: O(size of the trees).
  static func difference(_ a: DeviceTree, _ b: DeviceTree) -> String? {
    guard a.reservations == b.reservations else { return "the /memreserve/ entries" }
    var left = a.steps(through: a.root)
    var right = b.steps(through: b.root)
    // Paths are not compared: those of nodes in nodes are far longer than the trees.
    while true {
      switch (left.next(), right.next()) {
      case (.opens(let first)?, .opens(let second)?):
        guard a.nameBytes(of: first) == b.nameBytes(of: second) else {
          return "\(b.path(of: second)) stands where \(a.path(of: first)) should"
        }
        if let name = differingProperty(a, first, b, second) { return "\(name) of \(a.path(of: first))" }
      case (.opens(let node)?, _): return "\(a.path(of: node)) is gone"
      case (_, .opens(let node)?): return "\(b.path(of: node)) has come"
      case (.closes?, .closes?): continue
      default: return nil
      }
    }
  }

  private static func differingProperty(
    _ a: DeviceTree, _ first: DeviceTree.NodeID, _ b: DeviceTree, _ second: DeviceTree.NodeID
  ) -> String? {
    for property in a.properties(of: first) {
      let name = a.name(of: property)
      if isHandle(name) { continue }
      guard let other = b.property(name, of: second) else { return name }
      if masked(a, property) != masked(b, other) { return name }
    }
    for property in b.properties(of: second) {
      let name = b.name(of: property)
      if !isHandle(name), a.property(name, of: first) == nil { return name }
    }
    return nil
  }

  private static func isHandle(_ name: String) -> Bool { name == "phandle" || name == "linux,phandle" }

  /// The value with zeros for phandles of references.
  private static func masked(_ tree: DeviceTree, _ property: DeviceTree.PropertyID) -> [UInt8] {
    var bytes = Array(tree.bytes(of: property))
    for marker in tree.markers(of: property) {
      guard case .phandle = marker.kind, marker.offset >= 0, marker.offset + 4 <= bytes.count else {
        continue
      }
      for index in marker.offset..<marker.offset + 4 { bytes[index] = 0 }
    }
    return bytes
  }
}
