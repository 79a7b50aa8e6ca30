import DeviceTree

let reservedMemoryPrefix = "OF: reserved mem: "

extension BootRun {
  /// `early_init_fdt_scan_reserved_mem`.
  mutating func scanReservedMemory() throws(BootStop) {
    readRegions()
    guard !algorithm.order.isEmpty else { return }
    if let parent = input.tree.node(at: "/reserved-memory"), formatRefusal(of: parent) != nil {
      sayUnsupportedFormat()
    }
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

  /// Reads every child of /reserved-memory and begins its verdicts; sets aside what the scan acts on.
  mutating func readRegions() {
    hasReadRegions = true
    guard let parent = input.tree.node(at: "/reserved-memory") else { return }
    let refusal =
      algorithm.order.isEmpty
      ? "Linux \(profile.preset.name) of this architecture does not read /reserved-memory"
      : formatRefusal(of: parent)
    for node in regionNodes(of: parent) {
      var region = PendingRegion(
        node: node, name: input.tree.name(of: node),
        isNoMap: input.tree.property("no-map", of: node) != nil,
        isReusable: input.tree.property("reusable", of: node) != nil,
        entries: [], isDynamic: false, firstVerdict: regions.count)
      let reg = input.tree.bytes("reg", of: node)
      if let reg, let entryBytes = reader.entryBytes, reg.count % entryBytes == 0 {
        region.entries = reader.entries(reg)
      }
      let isPassedOver = reg == nil || (!algorithm.reportsBadReg && region.entries.isEmpty)
      region.isDynamic = isPassedOver && input.tree.property("size", of: node) != nil
      let problem =
        refusal ?? statusProblem(of: node) ?? (region.isDynamic ? nil : reg.flatMap { regProblem($0) })
      beginVerdicts(region, problem: problem)
      guard refusal == nil, input.tree.isAvailable(node) else { continue }
      if region.isDynamic { dynamicNodes.append(region) } else if reg != nil { staticNodes.append(region) }
    }
  }

  /// What messages of the scan begin with; those of later steps always begin with `reservedMemoryPrefix`.
  var scanPrefix: String { algorithm.scansInFDTFile ? "OF: fdt: " : reservedMemoryPrefix }

  mutating func sayUnsupportedFormat() {
    say(.error, scanPrefix + "Reserved memory: unsupported node format, ignoring")
  }

  /// `__reserved_mem_check_root`: why no region at all is looked at; nil if all is well.
  func formatRefusal(of parent: DeviceTree.NodeID) -> String? {
    let all = "Linux ignores every region: /reserved-memory "
    guard let size = reader.firstCell("#size-cells", of: parent) else { return all + "has no #size-cells" }
    guard let address = reader.firstCell("#address-cells", of: parent) else {
      return all + "has no #address-cells"
    }
    if Int(size) != reader.root.sizeCells {
      return all + "has #size-cells \(size), the root \(reader.root.sizeCells)"
    }
    if Int(address) != reader.root.addressCells {
      return all + "has #address-cells \(address), the root \(reader.root.addressCells)"
    }
    return input.tree.property("ranges", of: parent) == nil ? all + "has no ranges" : nil
  }

  private func statusProblem(of node: DeviceTree.NodeID) -> String? {
    guard !input.tree.isAvailable(node) else { return nil }
    return "its status is \"\(reader.string("status", of: node) ?? "")\", neither \"okay\" nor \"ok\""
  }

  /// `len && len % t_len`.
  private func regProblem(_ reg: ArraySlice<UInt8>) -> String? {
    guard let entryBytes = reader.entryBytes else { return "the root's cells make no entry" }
    if reg.isEmpty { return "its reg is empty" }
    guard reg.count % entryBytes != 0 else { return nil }
    return
      "its reg has \(reg.count) bytes, no whole number of entries of \(entryBytes) "
      + "(\(reader.root.addressCells)+\(reader.root.sizeCells) cells of the root)"
  }

  /// One verdict per entry, for now as if all went well; nodes that are passed over have theirs at once.
  private mutating func beginVerdicts(_ region: PendingRegion, problem: String?) {
    var problem = problem
    var ranges: [MemoryRange?] = region.entries
    if ranges.isEmpty {
      ranges = [nil]
      if problem == nil, !region.isDynamic { problem = "it has neither reg nor size" }
    }
    let path = input.tree.path(of: region.node)
    for (index, range) in ranges.enumerated() {
      regions.append(
        RegionVerdict(
          node: region.node, path: path, name: region.name, entry: index, base: range?.base,
          size: range?.size ?? wantedSize(of: region), verdict: problem == nil ? .reserved : .ignored,
          cause: problem ?? "", isNoMap: region.isNoMap, isDynamic: region.isDynamic))
    }
  }

  private func wantedSize(of region: PendingRegion) -> UInt64 {
    guard region.isDynamic, let bytes = input.tree.bytes("size", of: region.node) else { return 0 }
    return FlatReader.number(bytes.suffix(8))
  }
}
