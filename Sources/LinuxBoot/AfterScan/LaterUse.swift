public import DeviceTree

/// What Linux takes between the scan and the end of memblock, within bounds, where the sizes of its build are not
/// known: all builds that the facts leave open are gone through.
public struct LaterUse: Hashable, Sendable {
  /// What something takes.
  public struct Part: Hashable, Sendable {
    /// What takes it, in a few words.
    public var what: String
    /// In the build that takes least, in bytes.
    public var least: UInt64
    /// In the build that takes most, in bytes.
    public var most: UInt64
  }

  /// A stretch of whole pages.
  public struct Stretch: Hashable, Sendable {
    /// Where it lies.
    public var range: MemoryRange
    /// It is taken in every build, and not only in some.
    public var isCertain: Bool
  }

  /// Why it is not known exactly.
  public var reason: String
  /// How many builds were gone through.
  public var builds: Int
  /// What takes memory, in the order of the boot.
  public var parts: [Part]
  /// All parts in the build that takes least, in bytes.
  public var least: UInt64
  /// All parts in the build that takes most, in bytes.
  public var most: UInt64
  /// Where it lies, by address, without overlap.
  public var stretches: [Stretch]

  /// Goes through the builds that a run leaves open, from in front of the live tree on; nil if it leaves none.
  ///
  /// Builds in which Linux has no room are left out.
  ///
  /// Complexity: O(builds × (allocations + memblock's regions)), and O(n) in nodes for each size of a node.
  init?(_ run: BootRun, reason: String) {
    let start = run.withoutHistory()
    var trees: [[UInt64]: UnflattenedTree] = [:]
    var used: [[String: UInt64]] = []
    var taken: [[MemoryRange]] = []
    for variant in run.profile.buildVariants {
      let key = [variant.sizes.deviceNode, variant.sizes.property]
      let tree = trees[key] ?? UnflattenedTree(run.input.tree, sizes: variant.sizes)
      trees[key] = tree
      var trial = start
      do throws(BootStop) { try trial.allocateLater(variant, tree) } catch { continue }
      used.append(Self.bytes(trial.events))
      taken.append(Self.pages(of: trial.memblock, without: start.memblock))
    }
    guard !used.isEmpty else { return nil }
    self.reason = reason
    builds = used.count
    parts = Self.names.compactMap { what in
      let sizes = used.map { $0[what] ?? 0 }
      guard let least = sizes.min(), let most = sizes.max(), most > 0 else { return nil }
      return Part(what: what, least: least, most: most)
    }
    let sums = used.map { $0.values.reduce(0, &+) }
    least = sums.min() ?? 0
    most = sums.max() ?? 0
    stretches = Self.stretches(taken)
  }

  /// What takes memory, in the order of the boot.
  private static let names = [
    "the live tree", "the node of NUMA", "a struct page for every page", "the bounce buffer",
    "the default CMA area", "/proc/iomem and the command line", "per-cpu memory", "hash tables",
  ]

  /// What each part of the kernel holds in the end.
  private static func bytes(_ events: EventList) -> [String: UInt64] {
    var bytes: [String: UInt64] = [:]
    for event in events {
      guard let what = words(for: event.by) else { continue }
      switch event.operation {
      case .allocate: bytes[what, default: 0] &+= event.range.size
      case .free: bytes[what, default: 0] &-= event.range.size
      default: break
      }
    }
    return bytes
  }

  private static func words(for function: String) -> String? {
    switch function {
    case "__unflatten_device_tree", "of_alias_scan": "the live tree"
    case "alloc_node_data": "the node of NUMA"
    case "sparse_init", "sparse_index_alloc", "sparse_init_nid", "sparse_buffer_fini", "vmemmap_p4d_populate",
      "vmemmap_pud_populate", "vmemmap_populate_hugepages":
      "a struct page for every page"
    case "swiotlb_init_remap": "the bounce buffer"
    case "dma_contiguous_reserve": "the default CMA area"
    case "resource_init", "setup_command_line": "/proc/iomem and the command line"
    case "alloc_large_system_hash": "hash tables"
    case "check_kernel_sections_mem": nil
    default: "per-cpu memory"
    }
  }

  /// What is reserved in one memblock and not in the other, in whole pages: no page of which a byte is reserved is
  /// handed out.
  private static func pages(of after: Memblock, without before: Memblock) -> [MemoryRange] {
    let page = after.pageSize
    var pages: [MemoryRange] = []
    for region in after.reserved.regions {
      var base = region.base
      var index = before.reserved.firstIndex(endingAbove: base)
      func add(_ end: UInt64) {
        guard base < end else { return }
        let start = base & ~(page - 1)
        let (up, overflow) = end.addingReportingOverflow(page - 1)
        let last = (overflow ? .max : up) & ~(page - 1)
        if let before = pages.last, before.end >= start {
          pages[pages.count - 1] = MemoryRange(base: before.base, end: max(before.end, last))
        } else {
          pages.append(MemoryRange(base: start, end: last))
        }
      }
      while index < before.reserved.regions.count, before.reserved.regions[index].base < region.end {
        add(before.reserved.regions[index].base)
        base = max(base, before.reserved.regions[index].end)
        index += 1
      }
      add(region.end)
    }
    return pages
  }

  /// Where all builds, or only some, have something.
  private static func stretches(_ taken: [[MemoryRange]]) -> [Stretch] {
    var changes: [(address: UInt64, step: Int)] = []
    for range in taken.joined() where !range.isEmpty {
      changes.append((range.base, 1))
      changes.append((range.end, -1))
    }
    changes.sort { ($0.address, $0.step) < ($1.address, $1.step) }
    var stretches: [Stretch] = []
    var (count, start) = (0, 0 as UInt64)
    for change in changes {
      if change.address > start, count > 0 {
        let isCertain = count == taken.count
        if let last = stretches.last, last.range.end == start, last.isCertain == isCertain {
          stretches[stretches.count - 1].range.size += change.address - start
        } else {
          stretches.append(
            Stretch(range: MemoryRange(base: start, end: change.address), isCertain: isCertain))
        }
      }
      count += change.step
      start = change.address
    }
    return stretches
  }
}
