private import FDT

extension DeviceTree {
  /// The node at an absolute path ("/", "/soc/serial@1fe001e0").
  ///
  /// As in libfdt's `fdt_path_offset`, a part without `@` also matches a name that differs only by its unit
  /// address, the first in order; unlike there, a child of exactly that name goes before. Empty parts are skipped.
  ///
  /// Complexity: O(length), and O(children) at each part without `@` that is no whole name.
  public func node(at path: String) -> NodeID? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    return node(at: path.utf8.span, from: 0, below: root)
  }

  /// The node at a path that may begin with the name of an alias ("serial0", "serial0/child").
  ///
  /// Complexity: as `node(at:)` for the path and for that of the alias.
  public func node(atPathOrAlias path: String) -> NodeID? {
    if path.utf8.first == UInt8(ascii: "/") { return node(at: path) }
    let alias = path.utf8.prefix { $0 != UInt8(ascii: "/") }
    guard let aliases = child(named: "aliases", of: root),
      let target = string(String(decoding: alias, as: UTF8.self), of: aliases),
      let start = node(at: target)
    else { return nil }
    return node(at: path.utf8.span, from: alias.count, below: start)
  }

  /// The node at a path relative to `start`.
  ///
  /// Complexity: as `node(at:)`.
  public func node(at path: String, below start: NodeID) -> NodeID? {
    node(at: path.utf8.span, from: 0, below: start)
  }

  /// The node at the parts of a path from byte `index` on; this is where many edits by path spend their time.
  private func node(at path: borrowing Span<UInt8>, from index: Int, below start: NodeID) -> NodeID? {
    var current = start
    var index = index
    while index < path.count {
      var end = index
      while end < path.count, path[end] != UInt8(ascii: "/") { end &+= 1 }
      if end > index {
        guard let next = step(path.extracting(index..<end), from: current) else { return nil }
        current = next
      }
      index = end &+ 1
    }
    return current
  }

  private func step(_ part: borrowing Span<UInt8>, from node: NodeID) -> NodeID? {
    if let number = names.find(part), let child = presentChild(number, of: node) { return child }
    for index in part.indices where part[index] == UInt8(ascii: "@") { return nil }
    for child in children(of: node) {
      let name = nameBytes(of: child).span
      if name.count > part.count, name[part.count] == UInt8(ascii: "@"),
        name.holds(part, at: 0, before: part.count)
      {
        return child
      }
    }
    return nil
  }
}
