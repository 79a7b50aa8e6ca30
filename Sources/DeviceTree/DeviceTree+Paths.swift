extension DeviceTree {
  /// The node at an absolute path ("/", "/soc/serial@1fe001e0").
  ///
  /// As in libfdt's `fdt_path_offset`, a part without `@` also matches a name that differs only by its unit
  /// address, the first in order; unlike there, a child of exactly that name goes before. Empty parts are skipped.
  public func node(at path: String) -> NodeID? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    return node(at: path.utf8.dropFirst(), below: root)
  }

  /// The node at a path that may begin with the name of an alias ("serial0", "serial0/child").
  public func node(atPathOrAlias path: String) -> NodeID? {
    if path.utf8.first == UInt8(ascii: "/") { return node(at: path) }
    let alias = path.utf8.prefix { $0 != UInt8(ascii: "/") }
    guard let aliases = child(named: "aliases", of: root),
      let target = string(String(decoding: alias, as: UTF8.self), of: aliases),
      let start = node(at: target)
    else { return nil }
    return node(at: path.utf8.dropFirst(alias.count), below: start)
  }

  /// The node at a path relative to `start`.
  public func node(at path: String, below start: NodeID) -> NodeID? { node(at: path.utf8[...], below: start) }

  private func node(at path: String.UTF8View.SubSequence, below start: NodeID) -> NodeID? {
    var current = start
    for part in path.split(separator: UInt8(ascii: "/")) {
      guard let next = step(part, from: current) else { return nil }
      current = next
    }
    return current
  }

  /// The node at a path of whole names, unit addresses included, as dtc's `get_node_by_path` finds it (1.8.1).
  ///
  /// A part matches only the name that it is; `node(at:)` also finds names that have a unit address besides. Empty
  /// parts are skipped, so that a first `/` makes no difference.
  ///
  /// - Parameter start: Where the path begins; nil is the root.
  ///
  /// Complexity: O(length).
  public func node(atWholePath path: some Collection<UInt8>, below start: NodeID? = nil) -> NodeID? {
    node(atWholePath: Array(path)[...], below: start)
  }

  /// The node at a path of whole names, given as a slice; as above.
  public func node(atWholePath path: ArraySlice<UInt8>, below start: NodeID? = nil) -> NodeID? {
    var current = start ?? root
    for part in path.split(separator: UInt8(ascii: "/")) {
      guard let next = child(named: part, of: current) else { return nil }
      current = next
    }
    return current
  }

  /// The node that a reference in a source means: by label, and by whole names below it or the root; nil if there is
  /// none.
  ///
  /// Complexity: O(length).
  public func node(for reference: Reference) -> NodeID? {
    switch reference {
    case .label(let label): node(labelled: label)
    case .path(let path): node(atWholePath: path.utf8)
    case .labelAndPath(let label, let path):
      node(labelled: label).flatMap { node(atWholePath: path.utf8, below: $0) }
    }
  }

  private func step(_ part: some Collection<UInt8>, from node: NodeID) -> NodeID? {
    if let number = names.find(part), let slot = childSlot(number, of: node), !nodes[Int(slot)].isRemoved {
      return NodeID(index: slot)
    }
    guard !part.contains(UInt8(ascii: "@")) else { return nil }
    return children(of: node).first { child in
      let name = nameBytes(of: child)
      return name.count > part.count && name.dropFirst(part.count).first == UInt8(ascii: "@")
        && name.prefix(part.count).elementsEqual(part)
    }
  }
}
