/// The fragments of the overlay, and what they are about.
extension OverlayAuthor {
  /// How a fragment names its node.
  enum Target {
    case label(String)
    case path(String)
    case phandle(UInt32)
  }

  /// The `__overlay__` for a node of the old tree; nil if it has no phandle and libfdt would take its path for another's.
  mutating func content(for node: DeviceTree.NodeID) throws(OverlayError.Reason) -> DeviceTree.NodeID? {
    if let known = contents[node] { return known }
    guard let target = try target(for: node) else { return nil }
    let fragment = overlay.addNode("fragment@\(contents.count)", to: overlay.root)
    switch target {
    case .label(let label):
      overlay.set("target", to: .cells([.max]), of: fragment)
      fixups.append((label, "\(overlay.path(of: fragment)):target:0"))
    case .path(let path): overlay.set("target-path", to: .string(path), of: fragment)
    case .phandle(let phandle): overlay.set("target", to: .cells([phandle]), of: fragment)
    }
    let content = overlay.addNode("__overlay__", to: fragment)
    contents[node] = content
    order.append(node)
    return content
  }

  /// Takes away the fragments of nodes for which nothing is left to say: what they were to get refers to something
  /// that cannot be made, or is that itself.
  mutating func removeEmptyFragments() {
    // All are found before the first is removed: a sequence of the tree keeps a copy of it.
    let empty = contents.values.filter { content in
      overlay.properties(of: content).allSatisfy { _ in false }
        && overlay.children(of: content).allSatisfy { _ in false }
    }
    var removed: Set<String> = []
    for fragment in empty.compactMap({ overlay.parent(of: $0) }) {
      removed.insert("\(overlay.path(of: fragment)):target:0")
      overlay.remove(fragment)
    }
    if !removed.isEmpty { fixups.removeAll { removed.contains($0.place) } }
  }

  /// How a fragment says which node of the old tree it changes; nil if there is no way to say it.
  mutating func target(for node: DeviceTree.NodeID) throws(OverlayError.Reason) -> Target? {
    if let label = label(of: node) { return .label(label) }
    let path = try path(of: node, in: old)
    if paths.node(at: Array(path.utf8)[...], in: old) == node { return .path(path) }
    // No fixup is needed for a phandle of the old tree: it stays what it is.
    return old.phandle(of: node).flatMap {
      difference.oldReferences.phandles[$0] == node ? .phandle($0) : nil
    }
  }

  /// A label by which an overlay can refer to a node of the old tree.
  func label(of node: DeviceTree.NodeID) -> String? {
    old.phandle(of: node) == nil ? nil : symbols.labels(of: node).first
  }
}
