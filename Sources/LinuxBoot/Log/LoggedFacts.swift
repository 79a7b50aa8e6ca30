public import DeviceTree

/// What a log says of the kernel and of where things lay, for sure; nil where it does not say.
public struct LoggedFacts: Sendable {
  /// The kernel's version, such as "6.11.6".
  public var version: Logged<String>?
  /// The architecture.
  public var architecture: Logged<Architecture>?
  /// The command line that the kernel ended up with.
  public var commandLine: Logged<String>?
  /// The image in physical memory, as far as reservations or /proc/iomem tell it.
  public var kernelImage: Logged<MemoryRange>?
  /// The blob in physical memory, with the size that Linux reserved for it.
  public var blob: Logged<MemoryRange>?
  /// The initrd in physical memory, rounded outwards to pages.
  public var initrd: Logged<MemoryRange>?
  /// Page size and levels, as an early console's page tables tell them.
  public var paging: Logged<Paging>?
  /// The page size in bytes.
  public var pageSize: Logged<UInt64>?
  /// The parts of the image that /proc/iomem shows (LoongArch).
  public var kernelSections: Logged<KernelSections>?
  /// The firmware that adds memory of its own to the tree.
  public var firmware: Logged<FirmwarePreset>?
  /// UEFI's memory map and tables, as Linux printed them.
  public var efi: Logged<EFIInformation>?
  /// Linux found ACPI tables; on LoongArch it reads no tree then (`fdt_setup`).
  public var acpi: Logged<Bool>?
  /// RAM as memory nodes or the list of nodes give it.
  public var banks: Logged<[MemoryRange]>?
  /// An early console that was registered: driver and address.
  public var earlycon: Logged<String>?

  /// Reads them off a log; `architecture` is that of the kernel as far as it is known otherwise.
  ///
  /// Complexity: O(n) in the log's statements.
  public init(_ log: BootLog, architecture known: Architecture? = nil) {
    version = log.banner.map { Logged($0.value.release, line: $0.line) }
    architecture = Self.architecture(log)
    commandLine = log.commandLine
    pageSize = log.first { if case .pageSize(let size) = $0 { size } else { nil } }
    earlycon = log.first { statement in
      guard case .earlycon(let name, let address) = statement else { return nil }
      return "\(name) at \(AddressText.hex(address))"
    }
    firmware = log.first { statement in
      guard case .openSBI(let version) = statement else { return nil }
      return FirmwarePreset.named("opensbi-" + version)
    }
    kernelSections = Self.sections(log.iomem)
    (efi, acpi) = (log.efiMap, log.acpi)
    let operations = log.operations
    efi?.value.takeSizes(from: operations)
    readBanks(log, operations)
    guard let architecture = known ?? architecture?.value else { return }
    switch architecture {
    case .loongarch64: readLoongArch(log, operations)
    case .arm64: readARM64(operations)
    case .riscv64: readRISCV64(operations)
    }
  }

  /// What the first line says, or else functions that only one architecture has.
  private static func architecture(_ log: BootLog) -> Logged<Architecture>? {
    if let banner = log.banner, let told = banner.value.architecture {
      return Logged(told, line: banner.line)
    }
    let functions: [String: Architecture] = [
      "memblock_init": .loongarch64, "populate_kernel_pte": .loongarch64, "arm64_memblock_init": .arm64,
      "setup_bootmem": .riscv64,
    ]
    return log.first { statement in
      switch statement {
      case .operation(let operation): functions[operation.function]
      case .openSBI: .riscv64
      default: nil
      }
    }
  }

  /// Banks that memory nodes add, or else "Early memory node ranges" or the dump of memblock.
  private mutating func readBanks(_ log: BootLog, _ operations: [Logged<LoggedOperation>]) {
    let added = operations.filter {
      $0.value.kind == .add && $0.value.function.hasPrefix("early_init_dt_")
    }
    if let first = added.first {
      banks = Logged(added.map(\.value.span.range), line: first.line)
      return
    }
    var ranges: [Logged<MemoryRange>] = []
    var dumped: [Logged<MemoryRange>] = []
    for entry in log.entries {
      switch entry.statement {
      case .memoryRange(let span): ranges.append(Logged(span.range, line: entry.line))
      case .dumped(let region) where !region.isReserved:
        dumped.append(Logged(region.span.range, line: entry.line))
      default: break
      }
    }
    let found = ranges.isEmpty ? dumped : ranges
    if let first = found.first { banks = Logged(found.map(\.value), line: first.line) }
  }

  private static func sections(_ listing: IOMemListing?) -> Logged<KernelSections>? {
    guard let listing, !listing.isHidden else { return nil }
    func part(_ name: String) -> (range: MemoryRange, line: Int)? {
      listing.rows.first { $0.entry.name == name }.map { row in
        (MemorySpan(first: row.entry.start, last: row.entry.end).range, row.line)
      }
    }
    guard let code = part("Kernel code"), let data = part("Kernel data"), let bss = part("Kernel bss") else {
      return nil
    }
    var logged = Logged(
      KernelSections(code: code.range, data: data.range, bss: bss.range), line: code.line)
    logged.isOfIOMem = true
    return logged
  }
}

extension EFIInformation {
  /// Gives tables of unknown size the one that Linux reserved for them (`efi_memattr_init`).
  fileprivate mutating func takeSizes(from operations: [Logged<LoggedOperation>]) {
    for unsized in tablesOfUnknownSize where unsized.table == .memoryAttributes {
      let reserved = operations.first { operation in
        operation.value.function == "efi_memattr_init" && operation.value.span.first == unsized.address
      }
      guard let reserved else { continue }
      reservations.append(Reservation(unsized.table, reserved.value.span.range))
      tablesOfUnknownSize.removeAll { $0 == unsized }
    }
  }
}
