/// A feature in which versions of Linux differ, as `RegionAlgorithm` and `EarlyBootFeatures` have it.
public enum KernelFeature: String, CaseIterable, Hashable, Sendable {
  // Before the scan.
  /// LoongArch reads the tree at all.
  case readsTree = "tree is read"
  /// Where LoongArch puts memblock's limit.
  case currentLimit = "allocation limit"
  /// What `mem=SIZE` does on LoongArch.
  case memoryWithoutAddress = "mem=SIZE"
  /// Whether an early console always needs page tables on LoongArch.
  case earlyconMapping = "FIX_EARLYCON_MEM"
  /// What LoongArch does to the `model` property.
  case modelProperty = "model property"
  /// Where arm64's image is reserved from.
  case imageStart = "image reserved from"
  /// Whether the architecture shares the code for `crashkernel=`.
  case crashKernel = "generic crashkernel="
  /// Whether memblock marks the kernel's own allocations.
  case marksAllocations = "allocations marked"
  /// Whether a page block follows transparent huge pages.
  case pageBlock = "page block follows THP"
  /// Whether the configured largest order counts from one.
  case maximumOrder = "largest order exclusive"
  /// What a full memblock does.
  case fullMemblock = "full memblock"

  // The scan and what follows.
  /// The parts of the scan in order.
  case order = "order of the scan"
  /// How the table is made.
  case table = "region table"
  /// When nodes with `reg` are saved.
  case saving = "nodes with reg saved"
  /// What is done with entries behind the first.
  case extraEntries = "further reg entries"
  /// What is said of a `reg` of the wrong length.
  case badReg = "reg of wrong length"
  /// Whether a region of size 0 is saved.
  case emptyRegions = "regions of size 0"
  /// When overlaps are looked for.
  case overlapCheck = "overlaps checked"
  /// Whether a missing /reserved-memory is said.
  case missingNode = "no /reserved-memory"
  /// What happens to dynamic nodes over the limit.
  case dynamicNodes = "dynamic nodes over limit"
  /// From which side windows are searched.
  case windows = "alloc-ranges windows"
  /// What `no-map` with `reusable` becomes.
  case reusableNoMap = "no-map with reusable"
  /// Whether regions are validated before they are reserved.
  case validation = "validated first"
  /// Whether a region whose handler failed stays in the table.
  case failedRegions = "failed regions"
  /// What equal regions are sorted by.
  case sorting = "equal regions sorted by"
  /// Whether each reservation has a debug line.
  case printsReserved = "line per reservation"
  /// Whether each region has a line.
  case printsRegions = "line per region"
  /// Which file's prefix messages of the scan have.
  case messagePrefix = "messages of the scan"
  /// The size of an entry of the table.
  case entrySize = "size of reserved_mem"

  /// Whether it belongs to the reading of /reserved-memory rather than to what comes before.
  public var isOfRegions: Bool {
    switch self {
    case .readsTree, .currentLimit, .memoryWithoutAddress, .earlyconMapping, .modelProperty, .imageStart,
      .crashKernel, .marksAllocations, .pageBlock, .maximumOrder, .fullMemblock:
      false
    default: true
    }
  }

  /// Whether kernels of an architecture can differ in it.
  public func applies(to architecture: Architecture) -> Bool {
    switch self {
    case .readsTree, .currentLimit, .memoryWithoutAddress, .earlyconMapping, .modelProperty:
      architecture == .loongarch64
    case .imageStart: architecture == .arm64
    default: true
    }
  }
}
