extension RegionAlgorithm {
  /// 6.1: `/memreserve/` first, dynamic nodes in the order that heapsort leaves them in.
  public static let memoryReservationsFirst: RegionAlgorithm = {
    var algorithm = singlePass
    algorithm.order = [.memoryReservations, .staticRegions, .elfCoreHeader, .dynamicRegions]
    algorithm.printsRegions = false
    algorithm.scansInFDTFile = true
    algorithm.sortsByNode = false
    algorithm.keepsRangesTogether = false
    algorithm.panicsWhenMemblockIsFull = false
    algorithm.entrySize = 56
    return algorithm
  }()

  /// 6.1 of LoongArch: nothing reads /reserved-memory.
  public static let none: RegionAlgorithm = {
    var algorithm = memoryReservationsFirst
    algorithm.order = []
    return algorithm
  }()

  /// 6.4 to 6.11: one table of 64, filled during the scan.
  public static let singlePass = RegionAlgorithm(
    order: [.staticRegions, .elfCoreHeader, .memoryReservations, .dynamicRegions],
    table: .fixed(slots: 64), savesStaticRegions: .duringScan,
    staticNamesInOriginalBlob: true, dynamicNamesInOriginalBlob: true,
    extraEntries: .silentlyReserved, reportsBadReg: true, savesEmptyRegions: true,
    printsReserved: true, overlapCheck: .beforeDynamicRegions, reportsMissingNode: false,
    boundsDynamicNodes: true, panicsWhenMemblockIsFull: true, undoesReusableNoMap: true)

  /// 6.13: static regions are saved from the copied tree into a table of the exact size.
  public static let twoPasses = RegionAlgorithm(
    order: [.staticRegions, .dynamicRegions, .elfCoreHeader, .memoryReservations],
    table: .grown(firstSlots: 64), savesStaticRegions: .afterCopy,
    staticNamesInOriginalBlob: false, dynamicNamesInOriginalBlob: true,
    extraEntries: .warnedReserved, reportsBadReg: true, savesEmptyRegions: false,
    printsReserved: true, overlapCheck: .afterSaving, reportsMissingNode: true,
    boundsDynamicNodes: false, panicsWhenMemblockIsFull: true, undoesReusableNoMap: true)

  /// 6.12.94: two passes, but still one table of 64; the crashed kernel's core header comes first.
  public static let twoPassesFixedTable: RegionAlgorithm = {
    var algorithm = twoPasses
    algorithm.order = [.elfCoreHeader, .staticRegions, .dynamicRegions, .memoryReservations]
    algorithm.table = .fixed(slots: 64)
    return algorithm
  }()

  /// 6.12.107: the table of 6.13, and a bound on dynamic nodes.
  public static let twoPassesBounded: RegionAlgorithm = {
    var algorithm = twoPassesFixedTable
    algorithm.table = .grown(firstSlots: 64)
    algorithm.boundsDynamicNodes = true
    return algorithm
  }()

  /// 7.2: only the first entry of `reg` counts, handlers are asked before anything is reserved.
  public static let validated: RegionAlgorithm = {
    var algorithm = twoPassesBounded
    algorithm.extraEntries = .unused
    algorithm.reportsBadReg = false
    algorithm.undoesReusableNoMap = false
    algorithm.sortsByNode = false
    algorithm.validatesFirst = true
    algorithm.keepsFailedRegions = false
    algorithm.entrySize = 40
    return algorithm
  }()
}
