import DeviceTree
import LinuxBoot

extension RegionMends {
  /// RAM above everything, out of which the early console's pages can come.
  ///
  /// As much is tried first as Linux takes from `free` on, where the region was found to be safe.
  func ramAbove(_ free: UInt64?, _ search: inout MendSearch) -> Mend? {
    guard let memory = input.tree.memoryNodes.last else { return nil }
    let end = input.prediction.memblock.endOfMemory
    var size: UInt64 = 0x3000
    if let free, free < end, end - free < range.size { size = end - free }
    let format = input.tree.rootFormat
    // 16 KiB pages take twice 16 KiB; a bank must also hold whole pages.
    for _ in 0..<4 {
      let bank = MemoryRange(base: end, size: size)
      guard bank.end < .max, format.holds(bank) else { return nil }
      let mend = Mend(
        "leave Linux \(AddressText.size(size)) or more of RAM above \(AddressText.hex(end)): add \(format.text(bank)) to reg of "
          + input.tree.path(of: memory), [.appendEntry(bank, to: "reg", in: memory)],
        .byChoice("only if there is such memory and nothing else uses it"))
      if let accepted = search.accept(mend, if: isReserved) { return accepted }
      size &*= 2
    }
    return nil
  }

  /// No early console at all.
  func withoutEarlycon(_ search: inout MendSearch) -> Mend? {
    guard let changes = input.withoutEarlycon else { return nil }
    let mend = Mend(
      "drop earlycon from bootargs", changes, .byChoice("there are no messages then before the console is up")
    )
    return search.accept(mend, if: isReserved)
  }

  /// No console for a plain earlycon of a command line that is not the tree's.
  func withoutStdoutPath(_ search: inout MendSearch) -> Mend? {
    guard let chosen = input.tree.chosen else { return nil }
    let names = ["stdout-path", "linux,stdout-path"].filter { input.tree.property($0, of: chosen) != nil }
    guard !names.isEmpty else { return nil }
    let mend = Mend(
      "take \(listing(names)) out of /chosen, so that earlycon finds no console",
      names.map { .removeProperty($0, of: chosen) },
      .byChoice("console= has to name the console then"))
    return search.accept(mend, if: isReserved)
  }

  /// The region in front of the mapped ones that it collides with: no-map may come first, not second.
  func beforeMapped(_ takers: [MemoryTaker], _ search: inout MendSearch) -> Mend? {
    guard let parent = input.tree.reservedMemory else { return nil }
    let mapped = Set(
      takers.compactMap { taker -> DeviceTree.NodeID? in
        if case .region(let node) = taker { node } else { nil }
      })
    let node = region.node
    let order = input.tree.children(of: parent).filter { $0 != node }
    guard let first = order.first(where: { mapped.contains($0) }) else { return nil }
    let mend = Mend(
      "put \(region.name) before \(input.tree.name(of: first)) in the tree", [.move(node, before: first)])
    return search.accept(mend, if: isReserved)
  }

  /// An ordinary reservation, which may lie over another.
  func withoutNoMap(_ search: inout MendSearch) -> Mend? {
    let node = region.node
    let mend = Mend(
      "drop no-map from \(region.name), if Linux may map this memory", [.removeProperty("no-map", of: node)],
      .byChoice("only if Linux may map this memory"))
    return search.accept(mend, if: isReserved)
  }

  /// The tree without a node that reserves nothing.
  func withoutNode(_ search: inout MendSearch) -> Mend? {
    guard input.prediction.regions.count(where: { $0.node == region.node }) == 1 else { return nil }
    let node = region.node
    let mend = Mend(
      "give it a size, or take the node out", [.remove(node)], .byChoice("only if the region is not needed"))
    return search.accept(mend) { prediction in
      !prediction.regions.contains { $0.path == region.path }
    }
  }
}
