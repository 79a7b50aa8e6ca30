import DeviceTree

/// Resources below one parent as `kernel/resource.c` keeps them: sorted, without overlap.
struct ResourceList {
  /// One resource; the last address is inclusive.
  struct Resource {
    var start: UInt64
    var end: UInt64
    var name: String
  }

  private(set) var children: [Resource] = []

  /// The first resource that reaches `start` or beyond.
  private func firstIndex(reaching start: UInt64) -> Int {
    var (low, high) = (0, children.count)
    while low < high {
      let middle = (low + high) / 2
      if children[middle].end >= start { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Adds a resource; false, and nothing added, if it overlaps another (`request_resource`).
  @discardableResult
  mutating func request(_ resource: Resource) -> Bool {
    guard resource.start <= resource.end else { return false }
    let index = firstIndex(reaching: resource.start)
    if index < children.count, children[index].start <= resource.end { return false }
    children.insert(resource, at: index)
    return true
  }

  /// Adds what no other resource covers, piece by piece (`reserve_region_with_split`).
  ///
  /// Complexity: O(n) in the resources that it meets and those behind.
  mutating func requestSplit(_ resource: Resource) {
    var start = resource.start
    var index = firstIndex(reaching: start)
    while start <= resource.end {
      let next = index < children.count ? children[index] : nil
      guard let next, next.start <= resource.end else {
        children.insert(Resource(start: start, end: resource.end, name: resource.name), at: index)
        return
      }
      if start < next.start {
        children.insert(Resource(start: start, end: next.start - 1, name: resource.name), at: index)
        index += 1
      }
      guard next.end < .max else { return }
      start = next.end + 1
      index += 1
    }
  }
}
