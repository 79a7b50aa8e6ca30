import DeviceTree
import LinuxBoot

/// Finds the verdict on the entry of `reg` that a stretch belongs to; a node can have thousands.
struct VerdictFinder {
  /// How many entries of one node that overlap each other are looked at.
  private static let steps = 16
  private var verdicts: [DeviceTree.NodeID: [(range: MemoryRange, verdict: RegionVerdict)]] = [:]

  /// Complexity: O(n log n).
  init(_ regions: [RegionVerdict]) {
    for region in regions {
      if let range = region.range { verdicts[region.node, default: []].append((range, region)) }
    }
    for node in verdicts.keys where (verdicts[node]?.count ?? 0) > 1 {
      verdicts[node]?.sort { $0.range.base < $1.range.base }
    }
  }

  /// The verdict on the node's entry that shares bytes with the range.
  ///
  /// Complexity: O(log n).
  func verdict(of node: DeviceTree.NodeID, at range: MemoryRange) -> RegionVerdict? {
    guard let entries = verdicts[node] else { return nil }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].range.base > range.base { high = middle } else { low = middle + 1 }
    }
    for index in entries[..<low].indices.reversed().prefix(Self.steps)
    where entries[index].range.overlaps(range) {
      return entries[index].verdict
    }
    return entries.first?.verdict
  }
}
