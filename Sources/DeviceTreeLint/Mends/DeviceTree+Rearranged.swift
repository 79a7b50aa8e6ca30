import DeviceTree

extension DeviceTree {
  /// A copy with one node under another name, in its old place.
  ///
  /// Strings of /aliases, /chosen and /__symbols__ that hold its path follow. Of nodes or properties with the
  /// same name beside each other only the first stays. Complexity: O(n).
  func renaming(_ node: NodeID, to name: String) -> DeviceTree {
    let old = path(of: node)
    let new = old.utf8.dropLast(nameBytes(of: node).count)
    var copy = rearranged {
      $0 == node ? name : nil
    } order: {
      Array(self.children(of: $0))
    }
    copy.replacePath(old, with: String(decoding: Array(new), as: UTF8.self) + name)
    return copy
  }

  /// A copy in which the children of a node stand in another order.
  func reordering(_ parent: NodeID, _ order: [NodeID]) -> DeviceTree {
    rearranged { _ in
      nil
    } order: {
      $0 == parent ? order : Array(self.children(of: $0))
    }
  }

  private func rearranged(
    name: (NodeID) -> String?, order: (NodeID) -> [NodeID]
  ) -> DeviceTree {
    var copy = DeviceTree()
    copy.reservations = reservations
    copy.bootCPU = bootCPU
    var pending: [(from: NodeID, to: NodeID)] = [(root, copy.root)]
    while let (from, to) = pending.popLast() {
      for property in properties(of: from) {
        let made = copy.set(self.name(of: property), to: value(of: property), of: to)
        for label in labels(of: property) { copy.addLabel(label, to: .property(made)) }
      }
      for label in labels(of: from) { copy.addLabel(label, to: .node(to)) }
      for child in order(from) {
        pending.append((child, copy.addNode(name(child) ?? self.name(of: child), to: to)))
      }
    }
    return copy
  }

  private mutating func replacePath(_ old: String, with new: String) {
    for holder in ["aliases", "chosen", "__symbols__"] {
      guard let node = child(named: holder, of: root) else { continue }
      for property in Array(properties(of: node)) {
        guard let text = string(name(of: property), of: node), text.hasPrefix(old) else { continue }
        let rest = text.dropFirst(old.count)
        guard rest.isEmpty || rest.first == "/" || rest.first == ":" else { continue }
        set(property, to: .string(new + rest))
      }
    }
  }
}
