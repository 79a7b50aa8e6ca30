import DeviceTree

extension BootInput {
  /// The same boot with what a firmware adds to the tree.
  ///
  /// It lies where RAM begins, or at `address`. A /reserved-memory that exists is used as it is, even if its
  /// cells or missing `ranges` make Linux ignore all of it; a node that has the name already is left alone. The
  /// nodes are the first of /reserved-memory for Linux, though the tree has them last. The entries are in
  /// the root's cells.
  /// Complexity: O(size of the tree).
  public func adding(_ firmware: FirmwarePreset, at address: UInt64? = nil) -> BootInput {
    let reader = FlatReader(tree)
    let banks = reader.memoryBanks().map(\.range).filter { !$0.isEmpty }
    guard let start = address ?? banks.map(\.base).min(), reader.entryBytes != nil else { return self }
    var changed = tree
    let parent = changed.node(at: "/reserved-memory") ?? Self.addReservedMemory(to: &changed, reader)
    var added: [DeviceTree.NodeID] = []
    var clashes: [String] = []
    for region in firmware.regions {
      let base = start &+ region.offset
      let name = AddressText.nodeName(region.name, at: base)
      guard !changed.children(of: parent).contains(where: { changed.name(of: $0) == name }) else {
        clashes.append(name)
        continue
      }
      let node = changed.addNode(name, to: parent)
      var value = PropertyValue()
      value.append(number: base, cells: reader.root.addressCells)
      value.append(number: region.size, cells: reader.root.sizeCells)
      changed.set("reg", to: value, of: node)
      if region.isNoMap { changed.set("no-map", to: .empty, of: node) }
      added.append(node)
    }
    var input = with(tree: changed)
    input.blobSize &+= firmware.slack
    input.firmwareNodes = added
    input.firmwareNameClashes = clashes
    return input
  }

  private static func addReservedMemory(to tree: inout DeviceTree, _ reader: FlatReader) -> DeviceTree.NodeID
  {
    let node = tree.addNode("reserved-memory", to: tree.root)
    tree.set("#address-cells", to: .cells([UInt32(truncatingIfNeeded: reader.root.addressCells)]), of: node)
    tree.set("#size-cells", to: .cells([UInt32(truncatingIfNeeded: reader.root.sizeCells)]), of: node)
    tree.set("ranges", to: .empty, of: node)
    return node
  }
}

extension BootInput {
  /// The children of /reserved-memory as Linux meets them: the firmware's come first.
  func regionNodes(of parent: DeviceTree.NodeID) -> [DeviceTree.NodeID] {
    let own = Set(firmwareNodes)
    return firmwareNodes + tree.children(of: parent).filter { !own.contains($0) }
  }
}

extension BootRun {
  /// The dangers that firmware's nodes make.
  mutating func warnOfFirmware() {
    for name in input.firmwareNameClashes {
      say(
        .remark,
        "/reserved-memory/\(name) has the name of a node that firmware adds: it leaves its own out, and what "
          + "the tree says instead decides whether its memory is safe")
    }
    guard speaks else { return }
    var text = CollisionText(events)
    for (asked, region) in zip(plan.regions.verdicts, regions)
    where region.verdict != .reserved && input.firmwareNodes.contains(asked.node) {
      let cause = text.cause(of: region)
      say(
        .remark,
        "\(asked.path) is firmware's own memory, and Linux takes it for RAM: it faults when it gets there "
          + "(\(cause))")
    }
  }
}
