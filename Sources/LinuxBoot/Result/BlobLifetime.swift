public import DeviceTree

/// What becomes of the blob that Linux booted with, and of the names in Linux's region table that point to
/// it.
///
/// A blob built into the kernel lies between `__init_begin` and `__init_end`. `free_initmem` fills that with
/// 0xcc and hands it out again, after Linux made its own copy. A name that still points to the original then
/// reads as garbage, and `of_reserved_mem_lookup`, which compares names, finds nothing.
public struct BlobLifetime: Hashable, Sendable {
  /// The tree is built into the kernel; nil if nothing says.
  public var isBuiltIn: Bool?
  /// Where the blob begins in physical memory.
  public var address: UInt64?
  /// What `free_initmem` hands out again.
  public var initSection: MemoryRange?
  /// The blob lies in what is freed: seen in the symbols, or so because the linker script of every
  /// architecture puts `__dtb_start` there; nil if it is not known to be built in.
  public var isFreed: Bool?
  /// The symbols show it, rather than the general rule.
  public var isSeenInSymbols: Bool
  /// Nodes with `reg` lose their name.
  public var losesStaticNames: Bool?
  /// Nodes with `size` lose their name.
  public var losesDynamicNames: Bool?

  /// Reads it off a profile.
  public init(_ profile: KernelProfile) {
    isBuiltIn = profile.isBuiltInDTB.value
    address = profile.dtbAddress.value
    initSection = profile.initSection.value
    if let address, let initSection, isBuiltIn == true {
      isFreed = initSection.contains(address)
      isSeenInSymbols = true
    } else {
      isFreed = isBuiltIn
      isSeenInSymbols = false
    }
    let regions = profile.regions
    losesStaticNames = regions.staticNamesInOriginalBlob ? isFreed : false
    losesDynamicNames = regions.dynamicNamesInOriginalBlob ? isFreed : false
  }

  /// Whether a region's name is gone after boot; nil if not known.
  public func losesName(isDynamic: Bool) -> Bool? { isDynamic ? losesDynamicNames : losesStaticNames }

  /// The nodes of the prediction whose names are gone after boot, each once, in tree order.
  public static func nodesWithLostNames(in prediction: Prediction) -> [DeviceTree.NodeID] {
    var nodes: [DeviceTree.NodeID] = []
    for region in prediction.regions
    where region.verdict != .ignored && prediction.blob.losesName(isDynamic: region.isDynamic) == true {
      if nodes.last != region.node { nodes.append(region.node) }
    }
    return nodes
  }
}
