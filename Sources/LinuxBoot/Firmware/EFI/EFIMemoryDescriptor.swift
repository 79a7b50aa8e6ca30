public import DeviceTree

/// One entry of the memory map that UEFI hands over (`EFI_MEMORY_DESCRIPTOR`).
public struct EFIMemoryDescriptor: Hashable, Sendable {
  /// What it is used for.
  public var type: EFIMemoryType
  /// The first address.
  public var base: UInt64
  /// How many pages of 4 KiB, whatever the kernel's page size.
  public var pageCount: UInt64
  /// How it can be used.
  public var attributes: EFIMemoryAttributes

  /// Makes an entry.
  public init(
    _ type: EFIMemoryType, base: UInt64, pageCount: UInt64, attributes: EFIMemoryAttributes = .writeBack
  ) {
    self.type = type
    self.base = base
    self.pageCount = pageCount
    self.attributes = attributes
  }

  /// Its addresses, cut at the highest one.
  public var range: MemoryRange {
    let (size, overflow) = pageCount.multipliedReportingOverflow(by: 0x1000)
    return MemoryRange(base: base, size: min(overflow ? .max : size, .max - base))
  }
}
