/// One entry of `/aliases`.
public struct Alias: Hashable, Sendable {
  /// The alias, "serial0".
  public var name: String
  /// The node it stands for.
  public var node: DeviceTree.NodeID

  /// The name without the number at its end, and the number: ("serial", 0); nil if there is none (Linux,
  /// `of_alias_scan`).
  public var stemAndNumber: (stem: String, number: Int)? {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard let number = Int(name.suffix(digits)), number <= Int(Int32.max) else { return nil }
    return (String(name.dropLast(digits)), number)
  }
}

extension DeviceTree {
  /// The aliases, in order.
  ///
  /// Throws if one is no text, or no node is at its path.
  /// Complexity: O(n) in aliases, times the length of a path.
  public func aliases() throws(ReadingError) -> [Alias] {
    guard let node = child(named: "aliases", of: root) else { return [] }
    var found: [Alias] = []
    for property in properties(of: node) {
      let name = name(of: property)
      // Not aliases (Linux, is_pseudo_property).
      if ["name", "phandle", "linux,phandle"].contains(name) { continue }
      guard let path = try optionalStrings(name, of: node)?.first else { continue }
      guard let target = self.node(at: path) else { throw error(.unknownPath(path), name, of: node) }
      found.append(Alias(name: name, node: target))
    }
    return found
  }
}
