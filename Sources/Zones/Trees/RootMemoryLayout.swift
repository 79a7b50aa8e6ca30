import DeviceTree
import SourceDiagnostics

/// The memory of root Linux as its tree states it: hvisor lets it see every guest's RAM, so that it can load the
/// guests' kernels, and it must keep its hands off all of that.
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
      for bank in Self.joined(guest.memory.map(\.value)) {
        banks.append(bank)
        let source = guest.memory.first { bank.contains($0.value) }?.range
        reserved.append(Reserved(name: guest.name, range: bank, source: source))
      }
    }
    for window in plan.windows {
      banks.append(window.memory.value)
      reserved.append(Reserved(name: window.name, range: window.memory.value, source: window.memory.range))
    }
    for memory in plan.hypervisor.memory where banks.contains(where: { $0.overlaps(memory.value) }) {
      reserved.append(Reserved(name: "hypervisor", range: memory.value, source: memory.range))
    }
    self.banks = banks.sorted { $0.base < $1.base }
    self.reserved = reserved.sorted { $0.range.base < $1.range.base }
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
