import DeviceTree
import LinuxBoot

extension RegionMends {
  /// The region cut short below what lies at its end; at most by half.
  ///
  /// What is taken may differ with facts that are not known, so it is cut until every value passes.
  func endingLower(_ search: inout MendSearch) -> (mend: Mend, range: MemoryRange)? {
    guard let first = region.collisionRange, first.end >= range.end else { return nil }
    var end = first.base
    for _ in 0..<4 {
      let shorter = MemoryRange(base: range.base, end: end & ~0xfff)
      guard shorter.size >= range.size / 2, shorter.size > 0, shorter.size < range.size,
        let changes = changes(shorter), let prediction = search.predict(changes)
      else { return nil }
      if isReserved(prediction), search.isNoWorse(prediction) {
        let text =
          "end it at \(AddressText.hex(shorter.end)) (\(AddressText.size(range.end - shorter.end)) lower): \(cells(shorter))"
        return (Mend(text, changes), shorter)
      }
      guard let next = verdict(in: prediction)?.collisionRange, next.base < end else { return nil }
      end = next.base
    }
    return nil
  }

  /// The region cut short above what lies at its start; at most by half.
  func beginningHigher(_ search: inout MendSearch) -> Mend? {
    guard let first = region.collisionRange, first.base <= range.base else { return nil }
    var start = first.end
    for _ in 0..<4 {
      guard start <= .max - 0xfff else { return nil }
      let shorter = MemoryRange(base: (start + 0xfff) & ~0xfff, end: range.end)
      guard shorter.size >= range.size / 2, shorter.size > 0, shorter.size < range.size,
        let changes = changes(shorter), let prediction = search.predict(changes)
      else { return nil }
      if isReserved(prediction), search.isNoWorse(prediction) {
        let text =
          "begin it at \(AddressText.hex(shorter.base)) (\(AddressText.size(shorter.base - range.base)) higher)"
          + "\(renamed(shorter.base)): \(cells(shorter))"
        return Mend(text, changes)
      }
      guard let next = verdict(in: prediction)?.collisionRange, next.end > start else { return nil }
      start = next.end
    }
    return nil
  }

  /// The region, whole, at the nearest place that is free.
  func moved(_ search: inout MendSearch) -> Mend? {
    var taken = input.prediction.memblock.reserved.regions.map(\.range)
    taken += input.prediction.memblock.memory.regions.filter { $0.flags.contains(.noMap) }.map(\.range)
    for other in input.prediction.regions where other.path != region.path || other.entry != region.entry {
      if let range = other.range { taken.append(range) }
    }
    // The kernel may be larger than the likely run takes it to be.
    let image = input.boot.profile.kernelImage
    taken += [image.value] + image.alternatives
    let ram = AddressMap(memoryOf: input.prediction)
    for _ in 0..<4 {
      let free = ram.subtracting(AddressMap(taken))
      guard let base = free.place(size: range.size, alignment: alignment, nearest: range.base),
        base != range.base
      else { return nil }
      let there = MemoryRange(base: base, size: range.size)
      guard let changes = changes(there) else {
        taken.append(MemoryRange(base: base, size: alignment))
        continue
      }
      guard let prediction = search.predict(changes) else { return nil }
      if isReserved(prediction), search.isNoWorse(prediction) {
        let way =
          base < range.base
          ? "\(AddressText.size(range.base - base)) lower" : "\(AddressText.size(base - range.base)) higher"
        return Mend(
          "move it to \(AddressText.hex(base)) (\(way))\(renamed(base)): "
            + cells(there), changes)
      }
      guard let next = verdict(in: prediction)?.collisionRange else { return nil }
      taken.append(next)
    }
    return nil
  }

  /// What the region's address is a multiple of, from a page of 4 KiB to 2 MiB.
  private var alignment: UInt64 {
    let bits = min(max(range.base == 0 ? 21 : range.base.trailingZeroBitCount, 12), 21)
    return 1 << UInt64(bits)
  }

  /// The node's name at another address, if its name has one.
  private func renamed(_ base: UInt64) -> String {
    newName(at: base).map { " as " + $0 } ?? ""
  }
}
