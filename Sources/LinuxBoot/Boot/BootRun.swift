import DeviceTree

/// Why a run of the model ends early.
enum BootStop: Error {
  /// Linux panics with this message.
  case panics(String)
  /// The model does not know what Linux does next, for this reason.
  case unknown(String)
}

/// One run of the model: the early boot of Linux with one value for every fact.
struct BootRun {
  let plan: BootPlan
  let paging: Paging
  var choices: FactChoices
  var memblock: Memblock
  /// Memblock when the scan was over; nil before.
  var memblockAfterScan: Memblock?
  var events = EventList()
  /// Operations up to the scan for which memblock had no slot.
  var failedOperations: [FailedOperation] = []
  var reservations = ReservationMap()
  /// Whether messages are kept: only those of the most likely run are ever shown.
  var speaks: Bool
  var messages: [BootMessage] = []
  /// How many of the events belong to the time up to the scan.
  var scanEvents: Int?
  var panic: String?
  /// Why what Linux allocates after the scan is not known from some point on; nil as long as it is known.
  var unknownAfterScan: String?
  /// How many stages are done.
  var stagesDone = 0

  /// Where the tree's memory ends, and what UEFI's map has of memory that Linux may use.
  var endOfTreeMemory: UInt64 = 0
  var endOfEFIMemory: UInt64 = 0
  /// The number of events when `memblock=debug` was read: those before it are not logged.
  var loggedFrom: Int?

  var hasMappedEarlycon = false
  var isEarlyconRegistered = false
  var isEarlyconDeferred = false
  var hasUserMemory = false
  var hasCMAOnCommandLine = false
  var initrd: MemoryRange?
  var isInitrdDisabled = false
  var memoryLimit: UInt64?
  var elfCoreHeader: (address: UInt64, size: UInt64)?

  var regions: [RegionOutcome] = []
  var table = RegionTable()
  var cmaAreaCount = 0
  /// A region is the default CMA area, so no other is made.
  var hasDefaultCMA = false
  var placedDynamicRegions = 0
  var hasReadRegions = false
  /// Why the last handler failed.
  var failure = ""

  var input: BootInput { plan.input }
  var profile: KernelProfile { plan.profile }
  var algorithm: RegionAlgorithm { plan.algorithm }
  var reader: FlatReader { plan.reader }
  var earlyBoot: EarlyBoot { plan.earlyBoot }

  init(_ plan: BootPlan, choices: FactChoices, speaks: Bool) {
    self.plan = plan
    self.choices = choices
    self.speaks = speaks
    paging = self.choices.value(plan.profile.paging)
    memblock = Memblock(
      pageSize: paging.pageSize, memorySlots: plan.profile.memorySlots.value,
      reservedSlots: plan.profile.reservedSlots.value)
    memblock.marksAllocations = plan.profile.preset.earlyBoot.marksAllocations
  }

  /// Whether nothing is left to do.
  var isOver: Bool { panic != nil || stagesDone >= plan.stages.count }

  /// Does one stage of `setup_arch`, from the reading of the tree on.
  mutating func advance() {
    guard !isOver else { return }
    let stage = plan.stages[stagesDone]
    do throws(BootStop) {
      try take(stage)
    } catch {
      if case .panics(let message) = error { panic = message }
      closeRegionsAfterPanic()
    }
    stagesDone += 1
    if stage == .early(.scan) || isOver { endScan() }
  }

  private mutating func take(_ stage: BootStage) throws(BootStop) {
    switch stage {
    case .early(let step): try take(step)
    case .behindScan: try reserveBehindScan()
    case .treeCopy: try copyTree()
    case .savedRegions: try finishRegions()
    case .liveTree: try afterScan { (run, sizes) throws(BootStop) in try run.unflattenTree(sizes) }
    case .kernelMemory: try addKernelToMemory()
    case .laterAllocations:
      try afterScan { (run, sizes) throws(BootStop) in try run.allocateAfterTree(sizes) }
    case .lastTables: try useTablesLater()
    }
  }

  private mutating func endScan() {
    if scanEvents == nil {
      scanEvents = events.count
      events.endScan()
    }
    if memblockAfterScan == nil { memblockAfterScan = memblock }
  }

  /// Keeps a message; where there may be one for each region, ask `speaks` before putting it together.
  mutating func say(_ level: BootMessage.Level, _ text: String) {
    if speaks { messages.append(BootMessage(level: level, text: text)) }
  }
}
