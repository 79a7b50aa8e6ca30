import DeviceTree

/// /reserved-memory as the scan reads it, before it acts on anything: the same for every run of a prediction.
struct RegionReading {
  /// Nodes with `reg`, in the order in which Linux meets them.
  private(set) var staticNodes: [PendingRegion] = []
  /// Nodes with `size` instead.
  private(set) var dynamicNodes: [PendingRegion] = []
  /// One verdict per entry, for now as if all went well; nodes that are passed over have theirs at once.
  private(set) var verdicts: [RegionVerdict] = []
  /// What every run begins with: the part of the verdicts that it may change.
  private(set) var outcomes: [RegionOutcome] = []
  /// For each verdict the first that has the same name, for look-ups by name.
  private(set) var firstOfName: [Int] = []
  /// There is a /reserved-memory.
  let exists: Bool
  /// Why no region at all is looked at (`__reserved_mem_check_root`); nil if all is well.
  let formatRefusal: String?

  /// Reads every child of /reserved-memory.
  ///
  /// Complexity: O(n) in nodes and entries.
  init(_ input: BootInput, _ reader: FlatReader) {
    let algorithm: RegionAlgorithm = input.readsTree ? input.profile.regions : .none
    guard let parent = input.tree.node(at: "/reserved-memory") else {
      (exists, formatRefusal) = (false, nil)
      return
    }
    exists = true
    formatRefusal = reader.formatRefusal(of: parent)
    let refusal =
      algorithm.order.isEmpty
      ? input.prefersACPI
        ? "Linux does not read the tree at all: the firmware hands over ACPI tables, which come first [fdt_setup]"
        : "Linux \(input.profile.preset.name) of this architecture does not read /reserved-memory"
      : formatRefusal
    for node in input.regionNodes(of: parent) {
      let reg = input.tree.bytes("reg", of: node)
      var entries: [MemoryRange] = []
      if let reg, let entryBytes = reader.entryBytes, reg.count % entryBytes == 0 {
        entries = reader.entries(reg)
      }
      let isPassedOver = reg == nil || (!algorithm.reportsBadReg && entries.isEmpty)
      let region = PendingRegion(
        node, input.tree, reader, entries: entries,
        isDynamic: isPassedOver && input.tree.property("size", of: node) != nil,
        firstVerdict: verdicts.count)
      let isAvailable = input.tree.isAvailable(node)
      let problem =
        refusal ?? (isAvailable ? nil : reader.statusProblem(of: node))
        ?? (region.isDynamic ? nil : reg.flatMap { reader.regProblem($0) })
      beginVerdicts(region, problem, input.tree)
      guard refusal == nil, isAvailable else { continue }
      if region.isDynamic { dynamicNodes.append(region) } else if reg != nil { staticNodes.append(region) }
    }
    outcomes = verdicts.map { RegionOutcome($0) }
    var first: [String: Int] = [:]
    firstOfName.reserveCapacity(verdicts.count)
    for (index, verdict) in verdicts.enumerated() {
      if let known = first[verdict.name] {
        firstOfName.append(known)
      } else {
        first[verdict.name] = index
        firstOfName.append(index)
      }
    }
  }

  private mutating func beginVerdicts(_ region: PendingRegion, _ problem: String?, _ tree: DeviceTree) {
    var problem = problem
    var ranges: [MemoryRange?] = region.entries
    if ranges.isEmpty {
      ranges = [nil]
      if problem == nil, !region.isDynamic { problem = "it has neither reg nor size" }
    }
    var wanted: UInt64 = 0
    if region.isDynamic, let bytes = tree.bytes("size", of: region.node) {
      wanted = FlatReader.number(bytes.suffix(8))
    }
    for (index, range) in ranges.enumerated() {
      verdicts.append(
        RegionVerdict(
          node: region.node, path: region.path, name: region.name, entry: index, base: range?.base,
          size: range?.size ?? wanted, verdict: problem == nil ? .reserved : .ignored,
          cause: problem ?? "", isNoMap: region.isNoMap, isDynamic: region.isDynamic))
    }
  }
}

extension FlatReader {
  /// `__reserved_mem_check_root`: why no region at all is looked at; nil if all is well.
  fileprivate func formatRefusal(of parent: DeviceTree.NodeID) -> String? {
    let all = "Linux ignores every region: /reserved-memory "
    guard let size = firstCell("#size-cells", of: parent) else { return all + "has no #size-cells" }
    guard let address = firstCell("#address-cells", of: parent) else { return all + "has no #address-cells" }
    if Int(size) != root.sizeCells {
      return all + "has #size-cells \(size), the root \(root.sizeCells)"
    }
    if Int(address) != root.addressCells {
      return all + "has #address-cells \(address), the root \(root.addressCells)"
    }
    return tree.property("ranges", of: parent) == nil ? all + "has no ranges" : nil
  }

  fileprivate func statusProblem(of node: DeviceTree.NodeID) -> String {
    "its status is \"\(string("status", of: node) ?? "")\", neither \"okay\" nor \"ok\""
  }

  /// `len && len % t_len`.
  fileprivate func regProblem(_ reg: ArraySlice<UInt8>) -> String? {
    guard let entryBytes else { return "the root's cells make no entry" }
    if reg.isEmpty { return "its reg is empty" }
    guard reg.count % entryBytes != 0 else { return nil }
    return
      "its reg has \(reg.count) bytes, no whole number of entries of \(entryBytes) "
      + "(\(root.addressCells)+\(root.sizeCells) cells of the root)"
  }
}
