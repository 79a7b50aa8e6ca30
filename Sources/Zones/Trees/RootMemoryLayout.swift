import DeviceTree
import SourceDiagnostics

/// The memory of root Linux as its tree states it: hvisor lets it see every guest's RAM, so that it can load
/// the guests' kernels, and it must keep its hands off all of that.
struct RootMemoryLayout {
  /// A region to be kept free of root Linux, with the name it gets.
  struct Reserved {
    var name: String
    var range: MemoryRange
    var source: SourceRange?
  }

  /// The banks of /memory, by address.
  var banks: [MemoryRange]
  /// The children of /reserved-memory, by address; all of them no-map.
  var reserved: [Reserved]

  init(_ plan: ZonePlan, root: Zone) {
    var banks = root.memory.map(\.value)
    var reserved: [Reserved] = []
    for guest in plan.guests {
      // A joined bank begins with one that the plan lists.
      let sources = Dictionary(
        guest.memory.map { ($0.value.base, $0.range) }, uniquingKeysWith: { first, _ in first })
      for bank in Self.joined(guest.memory.map(\.value)) {
        banks.append(bank)
        reserved.append(Reserved(name: guest.name, range: bank, source: sources[bank.base] ?? guest.range))
      }
    }
    for window in plan.windows {
      banks.append(window.memory.value)
      reserved.append(Reserved(name: window.name, range: window.memory.value, source: window.memory.range))
    }
    self.banks = banks.sorted { $0.base < $1.base }
    let whole = Self.joined(banks)
    for memory in plan.hypervisor.memory where Self.overlaps(memory.value, whole) {
      reserved.append(Reserved(name: "hypervisor", range: memory.value, source: memory.range))
    }
    self.reserved = reserved.sorted { $0.range.base < $1.range.base }
  }

  /// Whether a range shares a byte with one of `joined`, which are sorted and apart.
  ///
  /// Complexity: O(log n).
  private static func overlaps(_ range: MemoryRange, _ joined: [MemoryRange]) -> Bool {
    var low = 0
    var high = joined.count
    while low < high {
      let middle = (low + high) / 2
      if joined[middle].end <= range.base { low = middle + 1 } else { high = middle }
    }
    return low < joined.count && joined[low].overlaps(range)
  }

  /// Ranges that touch become one.
  static func joined(_ ranges: [MemoryRange]) -> [MemoryRange] {
    var joined: [MemoryRange] = []
    for range in ranges.sorted(by: { $0.base < $1.base }) {
      if let last = joined.last, last.end >= range.base {
        joined[joined.count - 1] = MemoryRange(base: last.base, end: max(last.end, range.end))
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
