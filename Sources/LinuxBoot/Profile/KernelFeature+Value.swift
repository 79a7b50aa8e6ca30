extension KernelFeature {
  /// What a preset has for it, in words.
  public func value(in preset: ProfilePreset) -> String {
    isOfRegions ? value(in: preset.regions) : value(before: preset)
  }

  private func value(before preset: ProfilePreset) -> String {
    let boot = preset.earlyBoot
    return switch self {
    case .currentLimit:
      boot.currentLimit == .endOfMemory ? "end of memory" : "end of memory << 2 * page shift"
    case .memoryWithoutAddress: boot.memoryWithoutAddress == .limits ? "limits memory" : "removes all memory"
    case .earlyconMapping: preset.alwaysMapsEarlycon ? "always on" : "on unless ARCH_IOREMAP"
    case .modelProperty: boot.cutsModel ? "cut at its first blank" : "left alone"
    case .imageStart: boot.reservesFromStext ? "_stext" : "_text"
    case .crashKernel: boot.hasGenericCrashKernel.factText
    case .marksAllocations: boot.marksAllocations.factText
    case .pageBlock: boot.pageBlockFollowsHugePages.factText
    case .maximumOrder: boot.maximumOrderIsExclusive.factText
    case .fullMemblock: preset.regions.panicsWhenMemblockIsFull ? "panics" : "refuses the node"
    default: boot.readsTree.factText
    }
  }

  private func value(in regions: RegionAlgorithm) -> String {
    switch self {
    case .order: regions.order.isEmpty ? "none" : regions.order.map(Self.name).joined(separator: ", ")
    case .table:
      switch regions.table {
      case .fixed(let slots): "fixed, \(slots) entries"
      case .grown(let slots): "\(slots) entries in the scan, then as many as needed"
      }
    case .saving: regions.savesStaticRegions == .duringScan ? "in the scan" : "from the copied tree"
    case .extraEntries:
      switch regions.extraEntries {
      case .silentlyReserved: "reserved"
      case .warnedReserved: "reserved, with a warning"
      case .unused: "left out"
      }
    case .badReg: regions.reportsBadReg ? "reported" : "passed over in silence"
    case .emptyRegions: regions.savesEmptyRegions ? "saved" : "not saved"
    case .overlapCheck: regions.overlapCheck == .afterSaving ? "after saving" : "before dynamic nodes"
    case .missingNode: regions.reportsMissingNode ? "said" : "not said"
    case .dynamicNodes: regions.boundsDynamicNodes ? "passed over" : "overrun the list"
    case .windows: regions.keepsRangesTogether ? "from a neighbour's side" : "from the top"
    case .reusableNoMap: regions.undoesReusableNoMap ? "undone" : "stays no-map"
    case .validation: regions.validatesFirst.factText
    case .failedRegions: regions.keepsFailedRegions ? "stay in the table" : "leave the table"
    case .sorting: regions.sortsByNode ? "node" : "heap sort"
    case .printsReserved: regions.printsReserved.factText
    case .printsRegions: regions.printsRegions.factText
    case .messagePrefix: regions.scansInFDTFile ? "OF: fdt" : "OF: reserved mem"
    default: "\(regions.entrySize) bytes"
    }
  }

  private static func name(_ step: RegionAlgorithm.Step) -> String {
    switch step {
    case .staticRegions: "reg"
    case .dynamicRegions: "dynamic"
    case .memoryReservations: "/memreserve/"
    case .elfCoreHeader: "core header"
    }
  }
}
