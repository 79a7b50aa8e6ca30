/// What the size of an early allocation depends on besides the tree and the memory: sizes of kernel
/// structures, in bytes, and which parts a kernel has.
///
/// They hold for kernels without SMP and NUMA; of others, only the live tree is known, and the model says so.
public struct BuildSizes: FactValue {
  /// `struct device_node`.
  public var deviceNode: UInt64
  /// `struct property`.
  public var property: UInt64
  /// `struct page`.
  public var page: UInt64
  /// The kernel bounces DMA through memory of its own (`CONFIG_SWIOTLB`).
  public var hasSwiotlb: Bool
  /// The default CMA area in bytes (`CONFIG_CMA_SIZE_MBYTES`); 0 if there is none.
  public var defaultCMA: UInt64
  /// Why nothing is known of what is allocated behind the live tree; nil if all is.
  public var unknownAfterTree: String?
  /// Where the sizes of nodes and properties came from.
  public var treeSource: FactSource
  /// Where the size of a page's structure came from.
  public var pageSource: FactSource
  /// Where the bounce buffer and the default CMA area came from.
  public var areaSources: (bounce: FactSource, cma: FactSource) {
    func like(_ symbol: String) -> FactSource {
      if case .vmlinux = pageSource { .vmlinux("CONFIG_\(symbol)") } else { .config("CONFIG_\(symbol)") }
    }
    return (like("SWIOTLB"), like("CMA_SIZE_MBYTES"))
  }

  /// The sizes of nodes and properties by preset, measured on recorded boots: the total that
  /// `unflatten_dt_nodes` prints for 33 trees, and that 7.2.13 takes for 18, has one solution only.
  ///
  /// They are those of kernels with `CONFIG_OF_KOBJ` and without `CONFIG_OF_DYNAMIC`.
  static let treeSizes: [String: (deviceNode: UInt64, property: UInt64)] = [
    "6.11": (208, 104),
    "6.13": (208, 120),
    "7.2": (208, 104),
  ]

  /// `struct alias_prop` without its text.
  static let aliasProperty: UInt64 = 40
  /// `struct mem_section`.
  static let memorySection: UInt64 = 16
  /// `struct mem_section_usage` without the flags of page blocks: a `struct rcu_head`, and a bit for each of
  /// 256 subsections.
  static let sectionUsage: UInt64 = 48
  /// `struct io_tlb_slot`.
  static let bounceSlot: UInt64 = 24
  /// `struct io_tlb_area`.
  static let bounceArea: UInt64 = 16
  /// `struct resource`.
  static let resource: UInt64 = 64
  /// The first chunk of per-cpu memory without SMP (`PCPU_MIN_UNIT_SIZE`).
  static let perCPUUnit: UInt64 = 0x8000
  /// `struct pcpu_chunk` without its bits, on kernels without `CONFIG_MEMCG`.
  static let perCPUChunk: UInt64 = 120
  /// `struct pcpu_block_md`.
  static let perCPUBlock: UInt64 = 32
  /// A bucket of the dentry and inode tables.
  static let hashBucket: UInt64 = 8

  /// The sizes in one line.
  public var factText: String { "device_node \(deviceNode), property \(property), page \(page)" }

  /// One fact a size.
  var stated: [StatedFact] {
    var numbers = [
      ("size of device_node", deviceNode, treeSource), ("size of property", property, treeSource),
    ]
    if unknownAfterTree == nil { numbers.append(("size of page", page, pageSource)) }
    var facts = numbers.map { (name, value, source) in
      StatedFact(name: name, value: "\(value) bytes", source: source, alternatives: [])
    }
    if unknownAfterTree == nil {
      facts.append(Fact("bounce buffer", hasSwiotlb, areaSources.bounce).stated)
      facts.append(Fact("default CMA area", defaultCMA, areaSources.cma).stated)
    }
    return facts
  }
}
