import DeviceTree

/// The dump of memblock that `memblock=debug` prints behind the scan shows which memory is no-map.
extension LogComparison {
  /// A stretch of memory of one kind.
  private struct Stretch: Equatable {
    var range: MemoryRange
    var isNoMap: Bool
    var line: Int

    var text: String { AddressText.range(range) + (isNoMap ? " is no-map" : " is RAM") }
  }

  /// Compares memory in the dump with what was foretold, where nothing behind the scan changes it.
  mutating func compareDump(_ log: BootLog, _ prediction: Prediction) {
    let seen = Self.joined(
      log.entries.compactMap { entry in
        guard case .dumped(let region) = entry.statement, !region.isReserved else { return nil }
        return Stretch(range: region.span.range, isNoMap: region.isNoMap, line: entry.line)
      })
    let isLast = prediction.eventsAfterScan.allSatisfy { event in
      event.operation == .reserve || event.operation == .allocate || event.operation == .free
    }
    guard !seen.isEmpty, isLast, case .boots = prediction.outcome else { return }
    let wanted = Self.joined(
      prediction.memblock.memory.regions.map {
        Stretch(range: $0.range, isNoMap: $0.flags.contains(.noMap), line: 0)
      })
    // Where ACPI tables come first and UEFI's map is not known, the model has no RAM to compare.
    guard !wanted.isEmpty else { return }
    var tally = Tally(seen: seen.count, predicted: wanted.count)
    for index in 0..<max(seen.count, wanted.count) {
      let row = index < seen.count ? seen[index] : nil
      let want = index < wanted.count ? wanted[index] : nil
      if row?.range == want?.range, row?.isNoMap == want?.isNoMap {
        tally.agreed += 1
        continue
      }
      divergences.append(
        LogDivergence(
          subject: .dump, line: row?.line ?? seen.last?.line ?? 0, predicted: want?.text, seen: row?.text))
      break
    }
    dump = tally
  }

  /// Neighbours of one kind as one.
  private static func joined(_ stretches: [Stretch]) -> [Stretch] {
    var joined: [Stretch] = []
    for stretch in stretches {
      if let last = joined.last, last.isNoMap == stretch.isNoMap, last.range.end == stretch.range.base {
        joined[joined.count - 1].range = MemoryRange(base: last.range.base, end: stretch.range.end)
      } else {
        joined.append(stretch)
      }
    }
    return joined
  }
}
