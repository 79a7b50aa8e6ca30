import DeviceTree

/// Where each architecture's log shows the image, the blob and the initrd.
extension LoggedFacts {
  mutating func readLoongArch(_ log: BootLog, _ operations: [Logged<LoggedOperation>]) {
    // memblock_init reserves the first 2 MiB and the image; fdt_setup, part of setup_arch, the blob before.
    let image = operations.first {
      $0.value.kind == .reserve && $0.value.function == "memblock_init" && $0.value.span.first != 0
    }
    kernelImage = image.map { Logged($0.value.span.range, line: $0.line) } ?? imageOfSections
    let blobFunctions: Set<String> = ["setup_arch", "fdt_setup", "early_init_fdt_reserve_self"]
    blob = operations.prefix { $0.value.function != "memblock_init" }
      .last { $0.value.kind == .reserve && blobFunctions.contains($0.value.function) }
      .map { Logged($0.value.span.range, line: $0.line) }
    initrd = operations.first { $0.value.kind == .reserve && $0.value.function == "reserve_initrd_mem" }
      .map { Logged($0.value.span.range, line: $0.line) }
    paging = Self.pageTables(log)
  }

  /// `_end` lies behind bss, rounded up to 64 KiB by the linker script.
  private var imageOfSections: Logged<MemoryRange>? {
    kernelSections.map { sections in
      let image = MemoryRange(base: sections.value.code.base, end: sections.value.bss.end)
      var logged = Logged(FactResolver.aligned(image), line: sections.line)
      logged.isOfIOMem = true
      return logged
    }
  }

  /// An early console takes one page a level below the first; what asks for pages behind the scan does not count.
  private static func pageTables(_ log: BootLog) -> Logged<Paging>? {
    let end = log.endOfScan ?? .max
    var found: (size: UInt64, count: Int, line: Int)?
    for entry in log.entries {
      if entry.line >= end { break }
      guard case .request(let request) = entry.statement, request.size == request.align,
        request.function == "populate_kernel_pte" || request.function.isEmpty
      else { continue }
      if found == nil { found = (request.size, 0, entry.line) }
      if found?.size == request.size { found?.count += 1 }
    }
    guard let found, let paging = Paging(pageSize: found.size, levels: found.count + 1) else { return nil }
    return Logged(paging, line: found.line)
  }

  mutating func readARM64(_ operations: [Logged<LoggedOperation>]) {
    // The image is what the function reserves last; the initrd, added to RAM first, what it reserves before.
    let reserved = operations.filter { operation in
      operation.value.function == "arm64_memblock_init" && operation.value.kind == .reserve
    }
    kernelImage = reserved.last.map { Logged($0.value.span.range, line: $0.line) }
    initrd = reserved.dropLast().last.map { Logged($0.value.span.range, line: $0.line) }
  }

  mutating func readRISCV64(_ operations: [Logged<LoggedOperation>]) {
    // setup_bootmem is part of paging_init: the image first; behind the scan the blob.
    let functions: Set<String> = ["paging_init", "setup_bootmem"]
    let own = operations.indices.filter { index in
      let operation = operations[index].value
      return operation.kind == .reserve && functions.contains(operation.function)
    }
    if let first = own.first {
      kernelImage = Logged(operations[first].value.span.range, line: operations[first].line)
    }
    if own.count > 1 {
      blob = Logged(operations[own[1]].value.span.range, line: operations[own[1]].line)
    }
    initrd = operations.first { $0.value.kind == .reserve && $0.value.function == "reserve_initrd_mem" }
      .map { Logged($0.value.span.range, line: $0.line) }
  }
}
