import DeviceTree

extension BoardIndex {
  /// Where the registers of a node lie for the cpu.
  enum Registers {
    /// No `reg`, or one on a bus whose numbers are no addresses of the cpu's (I2C, SPI, PCI).
    case none
    /// This bus above has no `ranges`, so that what is on it is not memory-mapped.
    case unmapped(DeviceTree.NodeID)
    /// Whole 4 KiB pages that hold them, one range an entry; entries of no bytes are left out.
    case pages([MemoryRange])
    /// The `reg` is no list of addresses.
    case unreadable
    /// A bus above has `ranges`, and none of them holds this address.
    case outside(UInt64)
    /// The `ranges` of a bus above cannot be read.
    case badRanges(ReadingError)
    /// The pages reach past the last address.
    case pastEnd(UInt64)
  }

  /// The pages of a node's registers, translated through the buses above.
  ///
  /// Complexity: O(depth × log ranges) an entry.
  func registers(of node: DeviceTree.NodeID) -> Registers {
    guard let parent = tree.parent(of: node), tree.property("reg", of: node) != nil else { return .none }
    let format = tree.addressFormat(of: parent)
    if parent != tree.root, format.sizeCells == 0 || format.addressCells == 3 { return .none }
    guard let entries = (try? tree.busRanges(of: node)) ?? nil else { return .unreadable }
    var pages: [MemoryRange] = []
    for entry in entries where entry.size != 0 {
      let range: MemoryRange
      do throws(ReadingError) {
        range = try addresses.cpuRange(of: entry, on: parent, for: node)
      } catch {
        switch error.problem {
        case .unmapped(let bus, _): return .unmapped(bus)
        case .outside: return .outside(entry.address.number)
        default: return .badRanges(error)
        }
      }
      guard let whole = Self.wholePages(range) else { return .pastEnd(entry.address.number) }
      pages.append(whole)
    }
    return .pages(pages)
  }

  /// The pages that hold a range; nil if they reach past the last address.
  static func wholePages(_ range: MemoryRange) -> MemoryRange? {
    let base = range.base & ~0xfff
    let (end, overflow) = range.base.addingReportingOverflow(range.size)
    let (rounded, past) = end.addingReportingOverflow(0xfff)
    guard !overflow, !past else { return nil }
    return MemoryRange(base: base, end: rounded & ~0xfff)
  }
}
