extension TreeDifference {
  /// Finds out which nodes are which, then compares their properties.
  mutating func compare(findsMoves: Bool) {
    let (pairs, found) = pairNodes()
    let moves = findsMoves ? self.moves(among: found) : []
    for move in moves { pair(subtree: move.from, with: move.to) }
    let isMoved = Set(moves.map { $0.to })
    var origins: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
    for move in moves { origins[move.from] = move.to }
    var index = 0
    for pair in pairs {
      compareProperties(of: pair.old, with: pair.new)
      // The nodes found missing or new below this pair follow its properties.
      while index < found.count, pair.changesEnd > index {
        switch found[index] {
        case .removedNode(let node) where origins[node] == nil:
          changes.append(found[index])
          for moved in moved(below: node, origins) { append(moved) }
        case .removedNode(let node): if let to = origins[node] { append((node, to)) }
        case .addedNode(let node) where isMoved.contains(node): break
        default: changes.append(found[index])
        }
        index += 1
      }
    }
  }

  private func moves(among found: [Change]) -> [(from: DeviceTree.NodeID, to: DeviceTree.NodeID)] {
    MoveSearch(old: old, new: new, oldReferences, newReferences).moves(
      removed: found.compactMap { if case .removedNode(let node) = $0 { node } else { nil } },
      added: found.compactMap { if case .addedNode(let node) = $0 { node } else { nil } })
  }

  private mutating func append(_ move: (from: DeviceTree.NodeID, to: DeviceTree.NodeID)) {
    changes.append(.movedNode(from: move.from, to: move.to))
    for (node, twin) in zip(old.subtree(of: move.from), new.subtree(of: move.to)) {
      compareProperties(of: node, with: twin)
    }
  }

  /// What moved out of a node that is gone.
  private func moved(
    below node: DeviceTree.NodeID, _ origins: [DeviceTree.NodeID: DeviceTree.NodeID]
  ) -> [(from: DeviceTree.NodeID, to: DeviceTree.NodeID)] {
    guard !origins.isEmpty else { return [] }
    return old.subtree(of: node).compactMap { inner in origins[inner].map { (inner, $0) } }
  }

  /// A node that both trees have at one path, and how many differences of nodes stand before or directly below it.
  private struct Pair {
    var old: DeviceTree.NodeID
    var new: DeviceTree.NodeID
    var changesEnd: Int
  }

  /// Pairs nodes of one path from the roots down; what has no partner is removed or added.
  private mutating func pairNodes() -> ([Pair], [Change]) {
    var pairs: [Pair] = []
    var changes: [Change] = []
    var pending = [(old: old.root, new: new.root)]
    while let (node, twin) = pending.popLast() {
      twins[node] = twin
      // Of several children of one name the first belongs to the first, and so on.
      var partners: [ArraySlice<UInt8>: [DeviceTree.NodeID]] = [:]
      for child in new.children(of: twin) { partners[new.nameBytes(of: child), default: []].append(child) }
      for name in partners.keys { partners[name]?.reverse() }
      var below: [(old: DeviceTree.NodeID, new: DeviceTree.NodeID)] = []
      var paired: Set<DeviceTree.NodeID> = []
      for child in old.children(of: node) {
        if let partner = partners[old.nameBytes(of: child)]?.popLast() {
          below.append((child, partner))
          paired.insert(partner)
        } else {
          changes.append(.removedNode(child))
        }
      }
      for child in new.children(of: twin) where !paired.contains(child) { changes.append(.addedNode(child)) }
      pending += below.reversed()
      pairs.append(Pair(old: node, new: twin, changesEnd: changes.count))
    }
    return (pairs, changes)
  }

  private mutating func pair(subtree: DeviceTree.NodeID, with twin: DeviceTree.NodeID) {
    for (node, other) in zip(old.subtree(of: subtree), new.subtree(of: twin)) { twins[node] = other }
  }

  private mutating func compareProperties(of node: DeviceTree.NodeID, with twin: DeviceTree.NodeID) {
    if let number = old.phandle(of: node), let other = new.phandle(of: twin), number != other {
      renumbered.append((node, twin))
    }
    for property in old.properties(of: node) {
      let name = old.nameBytes(of: property)
      if Self.isPhandle(name) { continue }
      guard let other = new.property(named: name, of: twin) else {
        changes.append(.removedProperty(property))
        continue
      }
      if !isSame(property, other) { changes.append(.changedProperty(from: property, to: other)) }
    }
    for property in new.properties(of: twin) {
      let name = new.nameBytes(of: property)
      if !Self.isPhandle(name), old.property(named: name, of: node) == nil {
        changes.append(.addedProperty(property))
      }
    }
  }

  /// Whether two values say the same: equal bytes, and references that lead to the same nodes.
  ///
  /// A place that one tree knows to be a reference is one in both.
  private func isSame(_ property: DeviceTree.PropertyID, _ other: DeviceTree.PropertyID) -> Bool {
    let (bytes, others) = (old.bytes(of: property), new.bytes(of: other))
    guard bytes.count == others.count else { return false }
    let offsets = Set(oldReferences[property].map { $0.offset }).union(newReferences[other].map { $0.offset })
    if offsets.isEmpty { return bytes.elementsEqual(others) }
    var start = 0
    for offset in offsets.sorted() {
      guard let cell = old.cell(at: offset, of: property), let otherCell = new.cell(at: offset, of: other),
        leadsToTwins(cell, otherCell),
        bytes.dropFirst(start).prefix(offset - start).elementsEqual(
          others.dropFirst(start).prefix(offset - start))
      else { return false }
      start = offset + 4
    }
    return bytes.dropFirst(start).elementsEqual(others.dropFirst(start))
  }

  private func leadsToTwins(_ phandle: UInt32, _ other: UInt32) -> Bool {
    switch (oldReferences.phandles[phandle], newReferences.phandles[other]) {
    case (let node?, let twin?): twins[node] == twin
    case (nil, nil): phandle == other
    default: false
    }
  }
}
