/// How much of the time around the scan of /reserved-memory a log covers.
struct LogScan {
  /// The log has the beginning of the boot, which a ring that overflowed loses.
  let hasBeginning: Bool
  /// The first line of the scan; nil if nothing in the log is one.
  let begin: Int?
  /// The line where the log shows that the scan is over, or that Linux panics before; nil if it does not come so far.
  let end: Int?
  /// The log reaches from before the scan to behind it, so that what it lacks did not happen.
  let isCovered: Bool
  /// The log has lines of level "info" of that time, so that what it lacks was not hidden by the console's level.
  let showsInfo: Bool
  private let architecture: Architecture

  init(_ log: BootLog, _ architecture: Architecture) {
    self.architecture = architecture
    end = log.endOfScan ?? log.panic?.line
    begin = log.entries.first { if case .region = $0.statement { true } else { false } }?.line
    var begins: Bool?
    var shows = false
    for entry in log.entries {
      switch entry.statement {
      case .version, .machineModel, .earlycon, .region(.refused), .region(.reserved): begins = begins ?? true
      case .operation(let operation):
        begins =
          begins ?? (Self.isEarly(operation.function, architecture) || operation.function == "setup_arch")
      case .afterScan, .memoryRange, .dumped: begins = begins ?? false
      default: break
      }
      switch entry.statement {
      case .region(.listed), .machineModel, .earlycon, .memoryRange: shows = true
      default: break
      }
    }
    hasBeginning = begins ?? false
    isCovered = end != nil && hasBeginning
    showsInfo = shows
  }

  private static func isEarly(_ function: String, _ architecture: Architecture) -> Bool {
    scanFunctions.contains(function) || (earlyFunctions[architecture] ?? []).contains(function)
  }

  /// Whether only a step up to and in the scan does this.
  func isInside(_ operation: Logged<LoggedOperation>, askedBy request: LoggedRequest?) -> Bool {
    if let end, operation.line >= end { return false }
    let function = request?.function ?? operation.value.function
    return Self.isEarly(function, architecture)
  }

  private static let scanFunctions: Set<String> = [
    "early_init_fdt_scan_reserved_mem", "fdt_scan_reserved_mem", "__fdt_scan_reserved_mem",
    "fdt_scan_reserved_mem_reg_nodes", "__reserved_mem_reserve_reg", "early_init_dt_reserve_memory",
    "early_init_dt_alloc_reserved_memory_arch", "__reserved_mem_alloc_size", "fdt_reserve_elfcorehdr",
  ]

  private static let earlyFunctions: [Architecture: Set<String>] = [
    .loongarch64: [
      "early_init_dt_scan_memory", "memblock_init", "populate_kernel_pte", "early_parse_mem",
      "reserve_initrd_mem", "reserve_crashkernel_generic", "arch_reserve_vmcore",
    ],
    .arm64: ["arm64_memblock_init"],
    .riscv64: ["reserve_initrd_mem"],
  ]
}
