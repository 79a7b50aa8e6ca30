import DeviceTree

let reservedMemoryPrefix = "OF: reserved mem: "

extension BootRun {
  /// `early_init_fdt_scan_reserved_mem`.
  mutating func scanReservedMemory() throws(BootStop) {
    readRegions()
    guard !algorithm.order.isEmpty else { return }
    if plan.regions.formatRefusal != nil { sayUnsupportedFormat() }
    for step in algorithm.order {
      switch step {
      case .staticRegions: try reserveStaticRegions()
      case .dynamicRegions: try placeDynamicRegions()
      case .elfCoreHeader: try reserveCoreHeader("fdt_reserve_elfcorehdr")
      case .memoryReservations: try reserveMemoryReservations()
      }
    }
  }

  /// `/memreserve/` up to the first of size 0.
  private mutating func reserveMemoryReservations() throws(BootStop) {
    for reservation in input.tree.reservations {
      if reservation.size == 0 { return }
      try perform(
        .reserve, MemoryRange(base: reservation.address, size: reservation.size),
        EventReason("early_init_fdt_scan_reserved_mem", "/memreserve/ of the tree"))
    }
  }

  /// The verdicts as the tree asks for them, which the scan goes on from.
  mutating func readRegions() {
    hasReadRegions = true
    regions = plan.regions.outcomes
  }

  /// What messages of the scan begin with; those of later steps always begin with `reservedMemoryPrefix`.
  var scanPrefix: String { algorithm.scansInFDTFile ? "OF: fdt: " : reservedMemoryPrefix }

  mutating func sayUnsupportedFormat() {
    say(.error, scanPrefix + "Reserved memory: unsupported node format, ignoring")
  }
}
