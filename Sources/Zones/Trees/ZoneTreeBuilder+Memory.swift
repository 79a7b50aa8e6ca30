import DeviceTree

extension ZoneTreeBuilder {
  /// /memory and /reserved-memory, both derived.
  mutating func addMemory() {
    if zone.isRoot {
      let layout = RootMemoryLayout(plan, root: zone)
      addBanks(layout.banks)
      addReserved(layout.reserved.map { ($0.name, $0.range) })
    } else {
      let windows = plan.windows.filter { $0.members.contains { $0.value == zone.name } }
      addBanks(guestBanks(windows: windows.map(\.memory.value)))
      addReserved(windows.map { ($0.name, $0.memory.value) }.sorted { $0.1.base < $1.1.base })
    }
  }

  /// A guest's RAM from the kernel's link address on, and its windows below the top of that RAM.
  ///
  /// A window without enough RAM above it is left out of /memory: Linux would take its first pages from it,
  /// and the window would be refused. Reserved outside RAM it is accepted.
  private func guestBanks(windows: [MemoryRange]) -> [MemoryRange] {
    let link = zone.kernelAddresses(kernels).link.map { Zone.physical($0) }
    var banks = zone.memory.map(\.value).map { bank in
      guard let link, bank.contains(link) else { return bank }
      return MemoryRange(base: link, end: bank.end)
    }
    if let limit = TopOfMemory.safeEnd(in: banks) { banks += windows.filter { $0.end <= limit } }
    return banks.sorted { $0.base < $1.base }
  }

  private mutating func addBanks(_ banks: [MemoryRange]) {
    guard let first = banks.first else { return }
    let node = tree.addNode(AddressText.nodeName("memory", at: first.base), to: tree.root)
    tree.set("device_type", to: .string("memory"), of: node)
    tree.set("reg", to: list(banks), of: node)
  }

  private mutating func addReserved(_ regions: [(name: String, range: MemoryRange)]) {
    guard !regions.isEmpty else { return }
    let format = tree.addressFormat(of: tree.root)
    let parent = tree.addNode("reserved-memory", to: tree.root)
    tree.set("#address-cells", to: .cells([UInt32(truncatingIfNeeded: format.addressCells)]), of: parent)
    tree.set("#size-cells", to: .cells([UInt32(truncatingIfNeeded: format.sizeCells)]), of: parent)
    tree.set("ranges", to: .empty, of: parent)
    for region in regions {
      let node = tree.addNode(AddressText.nodeName(region.name, at: region.range.base), to: parent)
      tree.set("reg", to: list([region.range]), of: node)
      tree.set("no-map", to: .empty, of: node)
    }
  }

  /// One `<address size>` group a range, in the root's cells.
  func list(_ ranges: [MemoryRange]) -> PropertyValue {
    let format = tree.addressFormat(of: tree.root)
    var value = PropertyValue()
    for range in ranges {
      value.markers.append(ValueMarker(value.bytes.count, .cells(bits: 32)))
      value.append(number: range.base, cells: format.addressCells)
      value.append(number: range.size, cells: format.sizeCells)
    }
    return value
  }
}
