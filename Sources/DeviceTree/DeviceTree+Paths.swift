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
