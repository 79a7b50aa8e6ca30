import DeviceTree
import LinuxBoot

/// Finds the stretches that a range covers.
struct StretchFinder {
  private let segments: [MemoryMap.Segment]

  init(_ segments: [MemoryMap.Segment]) { self.segments = segments }

  /// The indices of the stretches that share a byte with the range; empty where there are none.
  ///
  /// Complexity: O(log n).
  func stretches(in range: MemoryRange?) -> Range<Int> {
    guard let range, !range.isEmpty else { return 0..<0 }
    let first = firstIndex { $0.end > range.base }
    let end = firstIndex { $0.base >= range.end }
    return first..<max(first, end)
  }

  /// The first stretch for which `isBehind` holds; it must hold for all that follow.
  private func firstIndex(_ isBehind: (MemoryRange) -> Bool) -> Int {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(segments[middle].range) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
