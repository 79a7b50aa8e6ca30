import DeviceTree
import LinuxBoot

/// One operation on memblock, in the words of `Scripts/memblock-test/driver.c`.
struct MemblockOperation {
  enum Verb: String, CaseIterable {
    case new, add, remove, reserve, free, nomap, map, hotplug, cap
    case alloc, accessible, limit, bottomup
    case inmemory, touchesmemory, touchesreserved
    case dump
  }

  var verb: Verb
  var a: UInt64 = 0
  var b: UInt64 = 0
  var c: UInt64 = 0
  var d: UInt64 = 0

  /// The operation as the driver reads it.
  var line: String {
    "\(verb) " + [a, b, c, d].map { String($0, radix: 16) }.joined(separator: " ") + "\n"
  }

  /// Does it with our own memblock, and answers as the driver does.
  func answer(from memblock: inout Memblock) -> String {
    if verb == .dump { return memblock.dumped }
    let value = result(from: &memblock)
    return "\(String(value, radix: 16)) \(String(memblock.checksum, radix: 16))\n"
  }

  private func result(from memblock: inout Memblock) -> UInt64 {
    let range = MemoryRange(base: a, size: b)
    switch verb {
    case .new: memblock = Memblock(pageSize: 0x1000, memorySlots: Int(a), reservedSlots: Int(b))
    case .alloc, .accessible:
      // Linux says 0 where a table is full, as where there is no room.
      return (try? allocation(from: &memblock)) ?? 0
    case .limit: memblock.currentLimit = a
    case .bottomup: memblock.isBottomUp = a != 0
    // Linux tells nobody when it fails.
    case .cap: try? memblock.capMemory(to: range)
    case .inmemory: return memblock.memory.containsInOneRegion(range) ? 1 : 0
    case .touchesmemory: return memblock.memory.overlaps(range) ? 1 : 0
    case .touchesreserved: return memblock.reserved.overlaps(range) ? 1 : 0
    default: do { try change(&memblock, range) } catch { return 1 }
    }
    return 0
  }

  private func allocation(from memblock: inout Memblock) throws(MemblockError) -> UInt64? {
    verb == .alloc
      ? try memblock.allocate(size: a, align: b, start: c, end: d)
      : try memblock.allocateAccessible(size: a, align: b, minimum: c)
  }

  private func change(_ memblock: inout Memblock, _ range: MemoryRange) throws(MemblockError) {
    switch verb {
    case .add: try memblock.add(range)
    case .remove: try memblock.remove(range)
    case .reserve: try memblock.reserve(range)
    case .free: try memblock.free(range)
    case .nomap: try memblock.markNoMap(range)
    case .map: try memblock.clearNoMap(range)
    default: try memblock.markHotplug(range)
    }
  }
}

extension Memblock {
  /// Both arrays as text, as the driver prints them.
  fileprivate var dumped: String {
    var text = "dram \(String(startOfMemory, radix: 16)) \(String(endOfMemory, radix: 16))\n"
    for array in [memory, reserved] {
      text += "\(array.name) \(String(array.regions.count, radix: 16))"
      text += " \(String(array.totalSize, radix: 16))\n"
      for region in array.regions {
        text += "  \(String(region.base, radix: 16)) \(String(region.size, radix: 16))"
        text += " \(String(region.flags.rawValue, radix: 16))\n"
      }
    }
    return text
  }

  /// A number that differs, but for chance, where a region differs.
  fileprivate var checksum: UInt64 {
    var sum: UInt64 = 0
    func mix(_ word: UInt64) {
      sum = (sum ^ word) &* 0x9e37_79b9_7f4a_7c15
      sum ^= sum >> 32
    }
    for array in [memory, reserved] {
      mix(UInt64(array.regions.count))
      for region in array.regions {
        mix(region.base)
        mix(region.size)
        mix(UInt64(region.flags.rawValue))
      }
    }
    return sum
  }
}
