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
  let input: BootInput
  let reader: FlatReader
  let paging: Paging
  var choices: FactChoices
  var memblock: Memblock
  /// Memblock when the scan was over; nil before.
  var memblockAfterScan: Memblock?
  var events: [BootEvent] = []
  var reservations = ReservationMap()
  var messages: [BootMessage] = []
  /// How many of the events belong to the time up to the scan.
  var scanEvents: Int?
  var panic: String?
  /// Why what Linux allocates after the scan is not known from some point on; nil as long as it is known.
  var unknownAfterScan: String?

  /// The number of events when `memblock=debug` was read: those before it are not logged.
  var loggedFrom: Int?

  var hasMappedEarlycon = false
  var isEarlyconRegistered = false
  var isEarlyconDeferred = false
  var hasUserMemory = false
  /// `mem=` cut RAM off, which LoongArch reports like a memory map of the user's.
  var hasUserLimit = false
  var hasCMAOnCommandLine = false
  var initrd: MemoryRange?
  var isInitrdDisabled = false
  var memoryLimit: UInt64?
  var elfCoreHeader: (address: UInt64, size: UInt64)?

  var regions: [RegionVerdict] = []
  var table = RegionTable()
  var dynamicNodes: [PendingRegion] = []
  var staticNodes: [PendingRegion] = []
  var cmaAreaCount = 0
  /// A region is the default CMA area, so no other is made.
  var hasDefaultCMA = false
  var placedDynamicRegions = 0
  var hasReadRegions = false
  /// Why the last handler failed.
  var failure = ""

  var profile: KernelProfile { input.profile }
  var algorithm: RegionAlgorithm { input.profile.regions }

  init(_ input: BootInput, choices: FactChoices) {
    self.input = input
    self.choices = choices
    reader = FlatReader(input.tree)
    paging = self.choices.value(input.profile.paging)
    memblock = Memblock(
      pageSize: paging.pageSize, memorySlots: input.profile.memorySlots.value,
      reservedSlots: input.profile.reservedSlots.value)
    memblock.marksAllocations = input.profile.preset.earlyBoot.marksAllocations
  }

  /// `setup_arch`, from the reading of the tree on.
  mutating func run() {
    do throws(BootStop) {
      for step in earlyBoot.steps { try take(step) }
      endScan()
      try reserveBehindScan()
      try copyTree()
      try finishRegions()
      try afterScan { (run, sizes) throws(BootStop) in try run.unflattenTree(sizes) }
      try addKernelToMemory()
      try afterScan { (run, sizes) throws(BootStop) in try run.allocateAfterTree(sizes) }
      try useTablesLater()
    } catch {
      if case .panics(let message) = error { panic = message }
      closeRegionsAfterPanic()
    }
    endScan()
  }

  private mutating func endScan() {
    if scanEvents == nil { scanEvents = events.count }
    if memblockAfterScan == nil { memblockAfterScan = memblock }
  }

  mutating func say(_ level: BootMessage.Level, _ text: String) {
    messages.append(BootMessage(level: level, text: text))
  }
}
