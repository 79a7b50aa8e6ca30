import DeviceTree

/// What Linux takes from the top of RAM before it reads /reserved-memory.
enum TopOfMemory {
  /// How much that may be: three levels of page tables of 64 KiB less the first for `earlycon`
  /// (`populate_kernel_pte`, arch/loongarch/mm/init.c), the largest case.
  static let most: UInt64 = 128 << 10

  /// The highest address with that much of `banks` above it: a region that ends there or below is safe; nil
  /// if the banks are too small for any.
  ///
  /// Complexity: O(n log n).
  static func safeEnd(in banks: [MemoryRange]) -> UInt64? {
    var missing = most
    for bank in RootMemoryLayout.joined(banks).reversed() {
      if bank.size >= missing { return bank.end - missing }
      missing -= bank.size
    }
    return nil
  }

  /// How many bytes of `banks` lie above `address`.
  ///
  /// Complexity: O(n).
  static func free(above address: UInt64, in banks: [MemoryRange]) -> UInt64 {
    var free: UInt64 = 0
    for bank in banks where bank.end > address { free &+= bank.end - max(bank.base, address) }
    return free
  }
}
