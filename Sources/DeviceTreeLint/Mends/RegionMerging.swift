import DeviceTree
import LinuxBoot

/// Covers neighbouring regions by fewer nodes, for trees that have more than Linux has room for.
struct RegionMerging {
  private let input: LintInput
  /// Nodes that differ in nothing but name and range, by address.
  private let groups: [[(node: DeviceTree.NodeID, name: String, range: MemoryRange)]]

  init(_ input: LintInput) {
    self.input = input
    let tree = input.tree
    var entries: [DeviceTree.NodeID: Int] = [:]
    for region in input.prediction.regions { entries[region.node, default: 0] += 1 }
    var kinds: [String: [(node: DeviceTree.NodeID, name: String, range: MemoryRange)]] = [:]
    for region in input.prediction.regions where !region.isDynamic && entries[region.node] == 1 {
      guard let kind = Self.kind(of: region.node, tree) else { continue }
      guard let range = region.range, !range.isEmpty else { continue }
      kinds[kind, default: []].append((region.node, region.name, range))
    }
    groups = kinds.keys.sorted().compactMap { kinds[$0]?.sorted { $0.range.base < $1.range.base } }
  }

  /// What the node's properties say besides `reg`; nil for a node that something else may refer to.
  private static func kind(of node: DeviceTree.NodeID, _ tree: DeviceTree) -> String? {
    guard tree.labels(of: node).isEmpty, tree.children(of: node).first(where: { _ in true }) == nil else {
      return nil
    }
    var names: [String] = []
    for property in tree.properties(of: node) {
      switch tree.name(of: property) {
      case "reg": break
      case "no-map": names.append("no-map")
      default: return nil
      }
    }
    return names.joined(separator: ",")
  }

  /// The mend with the fewest nodes taken away, those with the least memory between them first.
  func mend(_ search: inout MendSearch, if goal: (Prediction) -> Bool) -> Mend? {
    var pairs: [(gap: UInt64, group: Int, index: Int)] = []
    for (number, group) in groups.enumerated() {
      for index in group.indices.dropFirst() where group[index].range.base >= group[index - 1].range.end {
        pairs.append((group[index].range.base - group[index - 1].range.end, number, index))
      }
    }
    pairs.sort { ($0.gap, $0.group, $0.index) < ($1.gap, $1.group, $1.index) }
    var count = 1
    while count <= pairs.count {
      if let mend = search.accept(merging(pairs.prefix(count)), if: goal) { return mend }
      if count == pairs.count { break }
      count = min(count * 2, pairs.count)
    }
    return nil
  }

  private func merging(_ pairs: ArraySlice<(gap: UInt64, group: Int, index: Int)>) -> Mend {
    var changes: [TreeChange] = []
    var words: [String] = []
    var lost: UInt64 = 0
    for (number, group) in groups.enumerated() {
      let joined = Set(pairs.filter { $0.group == number }.map(\.index))
      var index = 0
      while index < group.count {
        var end = index
        while joined.contains(end + 1) { end += 1 }
        if end > index {
          let range = MemoryRange(base: group[index].range.base, end: group[end].range.end)
          changes.append(.setEntry(0, of: "reg", in: group[index].node, range))
          changes += group[(index + 1)...end].map { .remove($0.node) }
          words.append(
            "\(group[index].name) to \(group[end].name): reg = \(input.tree.rootFormat.text(range))")
        }
        index = end + 1
      }
    }
    for pair in pairs { lost &+= pair.gap }
    let price = lost == 0 ? "" : ", which takes \(AddressText.size(lost)) between them from Linux"
    return Mend(
      "cover neighbours by one node, \(counted(pairs.count, "node")) less\(price): \(listing(words, limit: 3))",
      changes,
      lost == 0 ? .automatic : .byChoice("the memory between the regions is lost to Linux"))
  }
}
