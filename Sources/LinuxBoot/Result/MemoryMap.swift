public import DeviceTree

/// Physical memory as a picture: stretches in order of address, each with what lies on top.
public struct MemoryMap: Hashable, Sendable {
  /// What a stretch is.
  public enum Kind: Int, Hashable, Sendable, Comparable {
    /// Nothing that the tree describes; all of it between two others is one stretch.
    case gap
    /// RAM that Linux may use.
    case memory
    /// Allocated by Linux after it read the regions, in some of the builds that the facts leave open.
    case maybeTakenLater
    /// Allocated by Linux after it read the regions.
    case takenLater
    /// Reserved or allocated by Linux before it read the regions.
    case taken
    /// The kernel image.
    case kernel
    /// A region that Linux keeps its hands off.
    case mappedRegion
    /// A region that Linux leaves out of its memory.
    case noMapRegion
    /// A region whose verdict depends on facts that are not known.
    case doubtfulRegion
    /// A region that Linux refused: RAM for Linux.
    case refusedRegion
    /// The bytes for which a region is refused.
    case collision

    /// Orders by what hides what.
    public static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// One stretch.
  public struct Segment: Hashable, Sendable {
    /// Where it lies.
    public var range: MemoryRange
    /// What it is.
    public var kind: Kind
    /// What to write beside it.
    public var label: String
    /// The node of a region.
    public var node: DeviceTree.NodeID?
  }

  /// The stretches, by address, without overlap; between the first and the last every address is in one.
  public private(set) var segments: [Segment] = []

  /// Draws a prediction; with `includingLater` also what Linux allocates after it read the regions, without what it
  /// frees again: as far as that is known, or where it lies if only bounds are known (`Prediction.laterUse`).
  ///
  /// Complexity: O(n log n) in regions, events and banks, and O(m²) in allocations after the scan, of which there
  /// are some dozens.
  public init(_ prediction: Prediction, includingLater: Bool = false) {
    var layers = prediction.memblock.memory.regions.map {
      Segment(range: $0.range, kind: .memory, label: "RAM")
    }
    if includingLater, let later = prediction.laterUse {
      layers += later.stretches.map {
        Segment(
          range: $0.range, kind: $0.isCertain ? .takenLater : .maybeTakenLater,
          label: $0.isCertain ? "taken later" : "taken later in some builds")
      }
    } else if includingLater {
      layers += Self.later(prediction).map { Segment(range: $0, kind: .takenLater, label: "taken later") }
    }
    for event in prediction.eventsBesideRegions
    where event.operation == .reserve || event.operation == .allocate {
      let taker = event.takerByFunction
      layers.append(
        Segment(
          range: event.range, kind: taker == .kernel ? .kernel : .taken, label: taker.label ?? event.by,
          node: event.node))
    }
    for region in prediction.regions {
      guard let range = region.range, let kind = Self.kind(of: region) else { continue }
      layers.append(Segment(range: range, kind: kind, label: region.name, node: region.node))
      if let bytes = region.collisionRange, kind >= .doubtfulRegion {
        layers.append(Segment(range: bytes, kind: .collision, label: region.name, node: region.node))
      }
    }
    draw(layers.filter { !$0.range.isEmpty })
  }

  /// What is allocated after the scan and not freed again, in whole pages: `memblock_free_all` hands out no page of
  /// which a byte is reserved.
  private static func later(_ prediction: Prediction) -> [MemoryRange] {
    var taken = MemblockArray(name: "later", capacity: .max)
    var pages = taken
    for event in prediction.eventsAfterScan {
      switch event.operation {
      case .allocate: try? taken.add(event.range, flags: [])
      case .free: try? taken.remove(event.range)
      default: break
      }
    }
    let last = max(1, prediction.memblock.pageSize) - 1
    for region in taken.regions {
      let (end, overflow) = region.end.addingReportingOverflow(last)
      try? pages.add(MemoryRange(base: region.base & ~last, end: overflow ? .max : end & ~last), flags: [])
    }
    return pages.regions.map(\.range)
  }

  private static func kind(of region: RegionVerdict) -> Kind? {
    switch region.verdict {
    case .reserved, .notSaved: region.isNoMap ? .noMapRegion : .mappedRegion
    case .refused: .refusedRegion
    case .depends: .doubtfulRegion
    case .unplaced, .ignored, .undone: nil
    }
  }

  /// Goes through all ends in order and asks at each what is on top.
  private mutating func draw(_ layers: [Segment]) {
    let order = layers.indices.sorted { layers[$0].range.base < layers[$1].range.base }
    let ends = Set(layers.flatMap { [$0.range.base, $0.range.end] }).sorted()
    var open = LayerHeap()
    var next = 0
    for (position, following) in zip(ends, ends.dropFirst()) {
      while next < order.count, layers[order[next]].range.base <= position {
        open.push(order[next], layers)
        next += 1
      }
      while let top = open.top, layers[top].range.end <= position { open.pop(layers) }
      let range = MemoryRange(base: position, end: following)
      var segment = open.top.map { layers[$0] } ?? Segment(range: range, kind: .gap, label: "")
      segment.range = range
      append(segment)
    }
  }

  private mutating func append(_ segment: Segment) {
    if let last = segments.last, last.kind == segment.kind, last.label == segment.label,
      last.node == segment.node
    {
      segments[segments.count - 1].range.size += segment.range.size
    } else {
      segments.append(segment)
    }
  }
}

/// The layers that cover an address, the one on top first; those that ended are dropped when they come up.
private struct LayerHeap {
  private var indices: [Int] = []

  var top: Int? { indices.first }

  private static func hides(_ a: Int, _ b: Int, _ layers: [MemoryMap.Segment]) -> Bool {
    (layers[a].kind, a) > (layers[b].kind, b)
  }

  mutating func push(_ index: Int, _ layers: [MemoryMap.Segment]) {
    indices.append(index)
    var child = indices.count - 1
    while child > 0, Self.hides(indices[child], indices[(child - 1) / 2], layers) {
      indices.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop(_ layers: [MemoryMap.Segment]) {
    guard let last = indices.popLast(), !indices.isEmpty else { return }
    indices[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < indices.count {
        if Self.hides(indices[child], indices[best], layers) { best = child }
      }
      if best == parent { return }
      indices.swapAt(parent, best)
      parent = best
    }
  }
}
