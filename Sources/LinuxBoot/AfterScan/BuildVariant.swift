/// One way in which a kernel may be built, where nothing says which: what it makes Linux allocate behind the scan.
public struct BuildVariant: Hashable, Sendable {
  /// Sizes of structures, and which parts the kernel has.
  var sizes: BuildSizes
  /// It has `CONFIG_SMP`.
  var hasSMP: Bool
  /// It has `CONFIG_NUMA`.
  var hasNUMA: Bool

  /// The node of NUMA (`pg_data_t`, rounded up to a cache line), as Linux 7.2.13 of a distribution takes it.
  static let nodeData: UInt64 = 18112
  /// The per-cpu memory of one processor in the same kernel.
  static let perCPUMemory: UInt64 = 0x2_0000

  /// When a version of LoongArch's Linux makes the table of struct pages, and how.
  enum MapOrder {
    /// Before it allocates from the bottom, out of one buffer (up to 6.13).
    case early
    /// Behind that, huge page by huge page (7.2: `free_area_init`).
    case late
  }
}

extension FactResolver {
  /// The builds that a configuration leaves open; all of them without one, none where the architecture's later
  /// allocations are not modelled.
  func buildVariants() -> [BuildVariant] {
    guard sources.preset.architecture == .loongarch64, sources.preset.earlyBoot.readsTree else { return [] }
    let unknown = FactSource.assumed("each was tried")
    // Where none are recorded, from a little below to a little above those that are.
    var trees: [(deviceNode: UInt64, property: UInt64)] = [(200, 104), (216, 128)]
    if let recorded = BuildSizes.treeSizes[sources.preset.name] { trees = [recorded] }
    var variants: [BuildVariant] = []
    for tree in trees {
      for page in sizesOfPage {
        for hasSwiotlb in choices("SWIOTLB") {
          for area in sizesOfCMA {
            for (hasSMP, hasNUMA) in processors {
              let sizes = BuildSizes(
                deviceNode: tree.deviceNode, property: tree.property, page: page, hasSwiotlb: hasSwiotlb,
                defaultCMA: area, unknownAfterTree: nil, treeSource: unknown, pageSource: unknown)
              variants.append(BuildVariant(sizes: sizes, hasSMP: hasSMP, hasNUMA: hasNUMA))
            }
          }
        }
      }
    }
    return variants
  }

  private func choices(_ symbol: String) -> [Bool] {
    sources.config.map { [$0(symbol) == "y"] } ?? [false, true]
  }

  private var sizesOfPage: [UInt64] { choices("MEMCG").map { $0 ? 64 : 56 } }

  /// No area, or the size that Kconfig proposes, unless the configuration has one.
  private var sizesOfCMA: [UInt64] {
    guard let config = sources.config else { return [0, 16 << 20] }
    return defaultCMASize(config).map { [$0] } ?? [0, 16 << 20]
  }

  /// SMP and NUMA; NUMA needs SMP.
  private var processors: [(Bool, Bool)] {
    guard let config = sources.config else { return [(false, false), (true, false), (true, true)] }
    return [(config("SMP") == "y", config("NUMA") == "y")]
  }
}
