/// Finds nodes that went elsewhere among those that are gone and those that are new: subtrees of the same content,
/// references and phandles left aside.
struct MoveSearch {
  private let old: DeviceTree
  private let new: DeviceTree
  private let oldReferences: PhandleReferences
  private let newReferences: PhandleReferences
  /// Equal contents are looked through for the best name, but no more than these.
  private static let candidatesLimit = 16

  init(
    old: DeviceTree, new: DeviceTree, _ oldReferences: PhandleReferences, _ newReferences: PhandleReferences
  ) {
    self.old = old
    self.new = new
    self.oldReferences = oldReferences
    self.newReferences = newReferences
  }

  /// Pairs what is gone with what is new, large before small.
  ///
  /// Complexity: O(n) in nodes and bytes.
  func moves(
    removed: [DeviceTree.NodeID], added: [DeviceTree.NodeID]
  ) -> [(from: DeviceTree.NodeID, to: DeviceTree.NodeID)] {
    guard !removed.isEmpty, !added.isEmpty else { return [] }
    let (oldPrints, newPrints) = (
      prints(of: removed, in: old, oldReferences), prints(of: added, in: new, newReferences)
    )
    var candidates: [Int: [DeviceTree.NodeID]] = [:]
    for top in added {
      for node in new.subtree(of: top) {
        if let print = newPrints[node] { candidates[print, default: []].append(node) }
      }
    }
    var found: [(from: DeviceTree.NodeID, to: DeviceTree.NodeID)] = []
    var taken: Set<DeviceTree.NodeID> = []
    var gone: Set<DeviceTree.NodeID> = []
    for top in removed {
      for node in old.subtree(of: top) where !gone.contains(node) {
        guard let print = oldPrints[node], isTelling(node),
          let twin = best(for: node, among: candidates[print] ?? [], taken)
        else { continue }
        found.append((node, twin))
        gone.formUnion(old.subtree(of: node))
        taken.formUnion(new.subtree(of: twin))
      }
    }
    return found
  }

  /// Whether a node says enough to be known again: two properties, or one and children.
  private func isTelling(_ node: DeviceTree.NodeID) -> Bool {
    let count = old.properties(of: node).lazy.filter { !TreeDifference.isPhandle(old.nameBytes(of: $0)) }
      .prefix(2).count
    return count == 2 || (count == 1 && old.children(of: node).contains { _ in true })
  }

  private func best(
    for node: DeviceTree.NodeID, among candidates: [DeviceTree.NodeID], _ taken: Set<DeviceTree.NodeID>
  ) -> DeviceTree.NodeID? {
    let free = candidates.prefix(Self.candidatesLimit).filter { twin in
      !taken.contains(twin) && new.subtree(of: twin).allSatisfy { !taken.contains($0) }
    }
    return free.first { new.nameBytes(of: $0).elementsEqual(old.nameBytes(of: node)) }
      ?? free.first { new.baseName(of: $0) == old.baseName(of: node) } ?? free.first
  }

  /// A number for the content of each node with all below it, equal for equal contents.
  private func prints(
    of tops: [DeviceTree.NodeID], in tree: DeviceTree, _ references: PhandleReferences
  ) -> [DeviceTree.NodeID: Int] {
    var prints: [DeviceTree.NodeID: Int] = [:]
    for top in tops {
      // Children come after their parents, so from the back they come before.
      for node in Array(tree.subtree(of: top)).reversed() {
        var sum = Hasher()
        for child in tree.children(of: node) {
          for byte in tree.nameBytes(of: child) { sum.combine(byte) }
          sum.combine(prints[child] ?? 0)
        }
        // Properties in any order.
        var all = 0
        for property in tree.properties(of: node)
        where !TreeDifference.isPhandle(tree.nameBytes(of: property)) {
          all = all &+ print(of: property, in: tree, references[property])
        }
        sum.combine(all)
        prints[node] = sum.finalize()
      }
    }
    return prints
  }

  private func print(
    of property: DeviceTree.PropertyID, in tree: DeviceTree, _ references: [PhandleReferences.Reference]
  ) -> Int {
    var hasher = Hasher()
    for byte in tree.nameBytes(of: property) { hasher.combine(byte) }
    hasher.combine(-1)
    var pending = references[...]
    for (offset, byte) in tree.bytes(of: property).enumerated() {
      if let reference = pending.first, offset >= reference.offset {
        if offset == reference.offset + 3 { pending.removeFirst() }
        continue
      }
      hasher.combine(byte)
    }
    return hasher.finalize()
  }
}
