extension FeatureDetection {
  /// Features of the scan of /reserved-memory: drivers/of, and the handlers in kernel/dma.
  mutating func detectRegions() {
    take(.order, \.regions.order, scanOrder())
    take(.table, \.regions.table, table())
    take(.extraEntries, \.regions.extraEntries, extraEntries())
    take(.badReg, \.regions.reportsBadReg, reportsBadReg())
    take(.overlapCheck, \.regions.overlapCheck, overlapCheck())
    take(.dynamicNodes, \.regions.boundsDynamicNodes, boundsDynamicNodes())
    take(.windows, \.regions.keepsRangesTogether, keepsRangesTogether())
    take(.sorting, \.regions.sortsByNode, sortsByNode())
    take(.validation, \.regions.validatesFirst, validatesFirst())
    take(.reusableNoMap, \.regions.undoesReusableNoMap, undoesReusableNoMap())
    take(.entrySize, \.regions.entrySize, entrySize())
    detectSaving()
    detectMessages()
  }

  /// The parts of the scan in the order in which their functions are first called.
  private func scanOrder() -> Seen<[RegionAlgorithm.Step]>? {
    guard let scan = code.function(Self.scan) else { return nil }
    var order: [RegionAlgorithm.Step] = []
    var seen: Set<String> = [Self.scan]
    addSteps(of: scan, &order, &seen)
    // A scan without one of its two main parts was not understood.
    guard order.contains(.staticRegions), order.contains(.dynamicRegions) else { return nil }
    return (order, scan)
  }

  private func addSteps(
    of place: KernelCode.Place, _ order: inout [RegionAlgorithm.Step], _ seen: inout Set<String>
  ) {
    for (name, _) in place.source.calls(in: place.range) {
      let step: RegionAlgorithm.Step? =
        switch name {
        case "fdt_get_mem_rsv": .memoryReservations
        case "fdt_reserve_elfcorehdr": .elfCoreHeader
        case Self.placing: .dynamicRegions
        case let name where Self.reserving.contains(name): .staticRegions
        default: nil
        }
      if let step {
        if !order.contains(step) { order.append(step) }
      } else if seen.insert(name).inserted, let next = code.function(name) {
        addSteps(of: next, &order, &seen)
      }
    }
  }

  /// A table that is made anew has a function for it; its first form has as many entries as a macro says.
  private func table() -> Seen<RegionAlgorithm.Table>? {
    let macro = "MAX_RESERVED_REGIONS"
    let paths = KernelCode.scanPaths + ["drivers/of/of_private.h", "include/linux/of_reserved_mem.h"]
    let definition = paths.lazy.compactMap { code.files[$0]?.definitions[macro] }.first
    guard let slots = definition?.words.first.flatMap({ Int($0) }), (1...4096).contains(slots),
      let saving = savingFunction.flatMap({ code.function($0) })
    else { return nil }
    if let growing = code.function("alloc_reserved_mem_array") { return (.grown(firstSlots: slots), growing) }
    return (.fixed(slots: slots), saving)
  }

  private func extraEntries() -> Seen<RegionAlgorithm.ExtraEntries>? {
    guard let place = staticFunction else { return nil }
    guard let loop = place.source.place(of: "while", "(", in: place.range) else { return (.unused, place) }
    if let late = lateSavingFunction,
      let warning = late.source.place(ofStringWith: "ignores %d regions", in: late.range)
    {
      return (.warnedReserved, late.at(warning))
    }
    return (.silentlyReserved, place.at(loop))
  }

  private func reportsBadReg() -> Seen<Bool>? {
    guard let place = staticFunction else { return nil }
    let message = place.source.place(ofStringWith: "invalid reg property", in: place.range)
    return (message != nil, message.map { place.at($0) } ?? place)
  }

  private func overlapCheck() -> Seen<RegionAlgorithm.OverlapCheck>? {
    let check = "__rmem_check_for_overlap"
    if let call = call(of: check, reachedFrom: Self.scan) { return (.beforeDynamicRegions, call) }
    return call(of: check, reachedFrom: "unflatten_device_tree").map { (.afterSaving, $0) }
  }

  /// Whether what is written to the list of dynamic nodes is compared with its length first.
  private func boundsDynamicNodes() -> Seen<Bool>? {
    guard let place = code.function("fdt_scan_reserved_mem") else { return nil }
    let (source, range) = (place.source, place.range)
    // Without a list of their own they share the table, which is bounded.
    guard let list = source.place(of: "dynamic_nodes", "[", in: range) else { return (true, place) }
    let counter =
      source.place(of: "dynamic_nodes_cnt", "=", "=", in: range)
      ?? source.place(of: "dynamic_nodes_cnt", ">", "=", in: range)
    return (counter != nil, place.at(counter ?? list))
  }

  private func keepsRangesTogether() -> Seen<Bool>? {
    guard let place = code.function(Self.placing) else { return nil }
    let call = call(of: "memblock_set_bottom_up", reachedFrom: Self.placing)
    return (call != nil, call ?? place)
  }

  private func sortsByNode() -> Seen<Bool>? {
    guard let place = code.function("__rmem_cmp") else { return nil }
    let word = place.source.place(of: "fdt_node", in: place.range)
    return (word != nil, word.map { place.at($0) } ?? place)
  }

  private func validatesFirst() -> Seen<Bool>? {
    guard let place = staticFunction else { return nil }
    let call = call(of: "fdt_validate_reserved_mem_node", in: place)
    return (call != nil, call ?? place)
  }

  /// What the handler of CMA pools returns for `no-map`: an error undoes the reservation, "no device" does not.
  private func undoesReusableNoMap() -> Seen<Bool>? {
    for name in ["rmem_cma_setup", "__rmem_cma_verify_node"] {
      guard let place = code.function(name, in: ["kernel/dma/contiguous.c"]),
        let property = place.source.place(ofStringWith: "no-map", in: place.range)
      else { continue }
      let rest = property..<place.range.upperBound
      guard let result = place.source.place(of: "return", "-", in: rest), result + 2 < rest.upperBound else {
        continue
      }
      switch place.source.word(result + 2) {
      case "EINVAL": return (true, place.at(result))
      case "ENODEV": return (false, place.at(result))
      default: return nil
      }
    }
    return nil
  }

  /// Adds up the members of `struct reserved_mem`; nil where one is of a type that is not known.
  private func entrySize() -> Seen<UInt64>? {
    guard let source = code.files["include/linux/of_reserved_mem.h"],
      let start = source.place(of: "struct", "reserved_mem", "{", in: source.tokens.indices)
    else { return nil }
    let sizes: [String: UInt64] = ["long": 8, "phys_addr_t": 8, "u64": 8, "u32": 4, "phandle": 4, "int": 4]
    var size: UInt64 = 0
    var member: [String] = []
    for index in (start + 3)..<source.tokens.count {
      if source.tokens[index].depth == source.tokens[start].depth { break }
      let word = source.word(index)
      guard word == ";" else {
        member.append(word)
        continue
      }
      // The last word is the member's name, which may be a type's name too.
      guard let bytes = member.contains("*") ? 8 : member.dropLast().lazy.compactMap({ sizes[$0] }).first
      else {
        return nil
      }
      let count = UInt64(member.count { $0 == "," } + 1)
      size = (size + bytes - 1) / bytes * bytes + bytes * count
      member = []
    }
    let place = KernelCode.Place(source: source, range: start..<start, line: source.tokens[start].line)
    return size == 0 ? nil : ((size + 7) / 8 * 8, place)
  }
}
