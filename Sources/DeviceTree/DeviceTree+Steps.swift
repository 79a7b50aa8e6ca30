extension DeviceTree {
  /// The way through a node and all below it as a blob or a source goes: a node opens, then its children have their
  /// turn, then it closes.
  ///
  /// Complexity: O(n), no recursion.
  public func steps(through top: NodeID) -> StepSequence { StepSequence(tree: self, top: top) }
}

/// One step on the way through a tree.
public enum TreeStep: Hashable, Sendable {
  /// A node begins; its properties belong here.
  case opens(DeviceTree.NodeID)
  /// A node ends; all below it was passed.
  case closes(DeviceTree.NodeID)
}

/// The steps through a node and all below it; every node opens and closes once.
public struct StepSequence: Sequence, IteratorProtocol, Sendable {
  private let nodes: [NodeRecord]
  private let top: Int32
  /// The node of the next step, -1 behind the last, and whether it opens.
  private var upcoming: Int32
  private var opens = true

  init(tree: DeviceTree, top: DeviceTree.NodeID) {
    nodes = tree.nodes
    self.top = top.index
    upcoming = tree.record(top).isRemoved ? -1 : top.index
  }

  /// The next step, or nil at the end.
  ///
  /// Complexity: O(1), spread over all steps, places that were removed included.
  public mutating func next() -> TreeStep? {
    guard upcoming >= 0 else { return nil }
    let current = upcoming
    let node = DeviceTree.NodeID(index: current)
    if opens {
      let child = nodes.present(from: nodes[Int(current)].firstChild)
      if child >= 0 { upcoming = child } else { opens = false }
      return .opens(node)
    }
    if current == top {
      upcoming = -1
    } else {
      let sibling = nodes.present(from: nodes[Int(current)].nextSibling)
      opens = sibling >= 0
      upcoming = opens ? sibling : nodes[Int(current)].parent
    }
    return .closes(node)
  }
}

extension [NodeRecord] {
  /// The first of a slot and its next siblings that was not removed; -1 if there is none.
  func present(from slot: Int32) -> Int32 {
    var slot = slot
    while slot >= 0, self[Int(slot)].isRemoved { slot = self[Int(slot)].nextSibling }
    return slot
  }
}
