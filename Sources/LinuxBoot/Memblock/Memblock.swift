public import DeviceTree

/// Linux's early allocator, operation by operation (`mm/memblock.c`, 6.1 to 7.2): the memory there is, what
/// of it is reserved, and searches for free space from the top or the bottom.
///
/// Sizes reaching past the highest address are cut; tables do not grow (`memblock_allow_resize` is not called
/// before the reserved-memory scan on any architecture modelled here).
public struct Memblock: Sendable {
  /// The upper end of a search that means "wherever there is memory".
  public static let anywhere = UInt64.max
  /// The upper end of a search that means "below the current limit".
  public static let accessible: UInt64 = 0
  /// The alignment that Linux takes for none (`SMP_CACHE_BYTES`), in bytes.
  public static let cacheLine: UInt64 = 64

  /// What memory there is.
  public internal(set) var memory: MemblockArray
  /// What is reserved, whether there is memory or not.
  public internal(set) var reserved: MemblockArray
  /// Searches begin at the bottom instead of the top.
  public var isBottomUp = false
  /// Where searches end that ask for accessible memory.
  public var currentLimit = Memblock.anywhere
  /// Whether allocations are marked as the kernel's own, and so do not merge with other reservations (7.x).
  public var marksAllocations = false
  /// The page size in bytes; the first page is never handed out.
  public let pageSize: UInt64

  /// Makes the two empty arrays.
  public init(pageSize: UInt64, memorySlots: Int = 128, reservedSlots: Int = 128) {
    self.pageSize = pageSize
    memory = MemblockArray(name: "memory", capacity: memorySlots)
    reserved = MemblockArray(name: "reserved", capacity: reservedSlots)
  }

  /// The lowest address of memory (`memblock_start_of_DRAM`); 0 if there is none.
  public var startOfMemory: UInt64 { memory.regions.first?.base ?? 0 }
  /// The address behind the last byte of memory (`memblock_end_of_DRAM`); 0 if there is none.
  public var endOfMemory: UInt64 { memory.regions.last?.end ?? 0 }

  /// Adds memory (`memblock_add`).
  public mutating func add(_ range: MemoryRange) throws(MemblockError) { try memory.add(range, flags: []) }

  /// Takes memory away (`memblock_remove`); reservations stay.
  public mutating func remove(_ range: MemoryRange) throws(MemblockError) { try memory.remove(range) }

  /// Reserves a range, whether it is memory, free, or neither (`memblock_reserve`).
  public mutating func reserve(_ range: MemoryRange, flags: MemblockFlags = []) throws(MemblockError) {
    try reserved.add(range, flags: flags)
  }

  /// Lifts every reservation of a range, whoever made it (`memblock_phys_free`).
  public mutating func free(_ range: MemoryRange) throws(MemblockError) { try reserved.remove(range) }

  /// Marks memory as never to be handed out (`memblock_mark_nomap`).
  public mutating func markNoMap(_ range: MemoryRange) throws(MemblockError) {
    try memory.setFlag(.noMap, to: true, in: range)
  }

  /// Makes memory ordinary again (`memblock_clear_nomap`).
  public mutating func clearNoMap(_ range: MemoryRange) throws(MemblockError) {
    try memory.setFlag(.noMap, to: false, in: range)
  }

  /// Marks memory as removable (`memblock_mark_hotplug`).
  public mutating func markHotplug(_ range: MemoryRange) throws(MemblockError) {
    try memory.setFlag(.hotplug, to: true, in: range)
  }

  /// Leaves only the memory inside `range`, and no-map memory, and cuts the reservations to it
  /// (`memblock_cap_memory_range`).
  ///
  /// Linux cuts the size at the highest address for the memory only: where the range reaches past it, what is
  /// reserved behind the wrapped end is freed.
  public mutating func capMemory(to range: MemoryRange) throws(MemblockError) {
    guard !range.isEmpty, !memory.regions.isEmpty else { return }
    try memory.keepOnly(range, orFlagged: .noMap)
    try reserved.remove(MemoryRange(base: 0, end: range.base))
    try reserved.remove(MemoryRange(base: range.base &+ range.size, size: .max))
  }
}
