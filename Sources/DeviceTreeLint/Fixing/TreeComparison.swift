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
    var left = a.allNodes
    var right = b.allNodes
    while true {
      switch (left.next(), right.next()) {
      case (nil, nil): return nil
      case (let node?, nil): return "\(a.path(of: node)) is gone"
      case (nil, let node?): return "\(b.path(of: node)) has come"
      case (let first?, let second?):
        let (path, other) = (a.path(of: first), b.path(of: second))
        guard path == other else { return "\(other) stands where \(path) should" }
        if let name = differingProperty(a, first, b, second) { return "\(name) of \(path)" }
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
