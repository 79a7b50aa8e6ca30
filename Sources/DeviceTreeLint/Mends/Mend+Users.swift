import DeviceTree

/// What others than Linux know of a region: a hypervisor gives it to a guest, and the guest has it as its RAM.
extension Mend {
  /// Why a smaller or moved no-map region takes a choice.
  public static let usersMustBeTold =
    "whoever uses this memory must be told: the zone's JSON, the guest's /memory"

  /// Whether it takes memory out of a no-map region, so that Linux gets what another still uses.
  public var concernsUsers: Bool { applicability == .byChoice(Self.usersMustBeTold) }

  /// The mend, by choice if it takes memory out of the no-map regions of a tree.
  func heedingUsers(in tree: DeviceTree) -> Mend {
    guard applicability == .automatic, takesNoMap(from: tree) else { return self }
    var mend = self
    mend.applicability = .byChoice(Self.usersMustBeTold)
    return mend
  }

  private func takesNoMap(from tree: DeviceTree) -> Bool {
    let nodes = Set(changes.compactMap(\.nodeOfReg)).filter { tree.property("no-map", of: $0) != nil }
    guard !nodes.isEmpty else { return false }
    var changed = tree
    edit(&changed)
    return nodes.contains { node in
      let left = AddressMap(((try? changed.reg(of: node)) ?? []) + changes.flatMap { $0.copies(of: node) })
      return ((try? tree.reg(of: node)) ?? []).contains { !$0.isEmpty && !left.contains($0) }
    }
  }
}

extension TreeChange {
  /// The node whose `reg` it writes.
  fileprivate var nodeOfReg: DeviceTree.NodeID? {
    switch self {
    case .setEntry(_, of: "reg", in: let node, _), .setRanges(_, of: "reg", in: let node): node
    default: nil
    }
  }

  /// What it gives to copies of a node.
  fileprivate func copies(of node: DeviceTree.NodeID) -> [MemoryRange] {
    if case .copies(of: node, let copies) = self { copies.map(\.range) } else { [] }
  }
}
