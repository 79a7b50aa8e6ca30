public import DeviceTree

extension Prediction {
  /// The value of a fact as the facts list prints it; nil if the list does not have it.
  public func factText(_ name: String) -> String? { facts.first { $0.name == name }?.value }

  /// The kernel in a few words: "Linux 6.13 (loongarch64, 4 KiB pages, 4 levels)".
  public var kernelText: String {
    let details = ["architecture", "paging"].compactMap { factText($0) }.joined(separator: ", ")
    return "Linux \(factText("profile") ?? "?") (\(details))"
  }

  /// How the boot ends: "Linux boots", or "Linux panics: " and its message.
  public var outcomeText: String {
    switch outcome {
    case .boots: "Linux boots"
    case .panics(let message): "Linux panics: \(message)"
    }
  }

  /// What becomes of the regions, as the rest of a sentence that begins with the outcome.
  ///
  /// For example ", and all 6 regions are reserved."
  public var regionSummary: String {
    guard !regions.isEmpty else { return ", and no memory is reserved by the tree." }
    let reserved = regions(.reserved).count
    if reserved == regions.count {
      return reserved == 1 ? ", and its region is reserved." : ", and all \(reserved) regions are reserved."
    }
    let open = regions(.depends).count
    let lost = regions.count - reserved - open
    if lost == 0 { return openSummary(open) }
    let joint = if case .boots = outcome { "but" } else { "and" }
    if regions.count == 1 { return ", \(joint) its region is not reserved as the tree asks." }
    let rest = open == 0 ? "" : "; for \(open) more it depends on facts that are not known"
    return
      ", \(joint) \(lost) of \(regions.count) regions \(lost == 1 ? "is" : "are") not reserved as the tree asks\(rest)."
  }

  /// The summary where nothing is lost for certain.
  private func openSummary(_ open: Int) -> String {
    regions.count == 1
      ? ", and whether its region is reserved depends on facts that are not known."
      : ", and whether \(open) of \(regions.count) regions \(open == 1 ? "is" : "are") reserved depends on facts "
        + "that are not known."
  }

  /// The operations up to and including the scan that no region's node makes, in order.
  ///
  /// What the scan does for regions is told by their verdicts.
  public var eventsBesideRegions: [BootEvent] {
    let nodes = Set(regions.map(\.node))
    return events.filter { event in event.node.map { !nodes.contains($0) } ?? true }
  }

  /// Who has the bytes that a region collides with, as people call them, each once: "page tables of the early
  /// console", or another region's name.
  ///
  /// Complexity: O(n) in the region's collisions, for many regions beside a table of names that `names` holds.
  public func takers(of region: RegionVerdict, names: [DeviceTree.NodeID: String]) -> [String] {
    var seen: Set<String> = []
    return region.collisions.compactMap { index in
      guard events.indices.contains(index) else { return nil }
      let event = events[index]
      let name = event.node.flatMap { names[$0] } ?? event.takerByFunction.label ?? event.by
      return seen.insert(name).inserted ? name : nil
    }
  }

  /// The names of the regions' nodes.
  public var regionNames: [DeviceTree.NodeID: String] {
    Dictionary(regions.map { ($0.node, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
}
