/// What a Linux kernel's `vmlinux` says about where it runs.
extension ELFImage {
  /// The physical address bits of a LoongArch address in a direct-mapped window.
  ///
  /// Source: `DMW_PABITS` and `TO_PHYS_MASK` in `arch/loongarch/include/asm/addrspace.h`, Linux 6.13.
  static let loongArchPhysicalMask: UInt64 = (1 << 48) - 1

  /// The lowest virtual address that is loaded: the address the kernel was linked for; nil if nothing is
  /// loaded.
  ///
  /// Complexity: O(segments).
  public var linkAddress: UInt64? {
    segments.lazy.filter { $0.kind == .load && $0.memorySize > 0 }.map(\.virtualAddress).min()
  }

  /// The addresses that are loaded, from the lowest to the end of the highest; nil if nothing is loaded.
  ///
  /// Complexity: O(segments).
  public var loadedMemory: (start: UInt64, size: UInt64)? {
    let loaded = segments.filter { $0.kind == .load && $0.memorySize > 0 }
    guard let start = linkAddress, let last = loaded.map({ $0.virtualAddress &+ ($0.memorySize &- 1) }).max(),
      last >= start
    else { return nil }
    return (start, (last &- start) &+ 1)
  }

  /// The physical address at which a LoongArch kernel expects its first byte; nil for other machines.
  ///
  /// LoongArch's kernel runs in a direct-mapped window (0x9000… cached): the low 48 bits of a virtual address
  /// are the physical one. Other architectures choose the place when they boot, so their file does not tell
  /// it.
  public var physicalLoadAddress: UInt64? { linkAddress.flatMap(physicalAddress(of:)) }

  /// The physical address of the entry point of a LoongArch kernel; nil for other machines.
  public var physicalEntryPoint: UInt64? { physicalAddress(of: entryPoint) }

  /// The physical address of a LoongArch kernel's virtual `address`; nil for other machines.
  public func physicalAddress(of address: UInt64) -> UInt64? {
    guard machine == .loongArch, is64Bit else { return nil }
    return address & Self.loongArchPhysicalMask
  }

  /// The bytes of the file that are loaded to `address..<address + count`, as indices into `bytes`.
  ///
  /// Nil where they are not all in the file part of one loadable segment.
  /// Complexity: O(segments).
  public func fileRange(ofAddress address: UInt64, count: UInt64) -> Range<Int>? {
    for segment in segments where segment.kind == .load && address >= segment.virtualAddress {
      let start = address - segment.virtualAddress
      guard start <= segment.fileSize, count <= segment.fileSize - start else { continue }
      // The sum is within the file: the segment was checked to be.
      return reader.range(at: segment.fileOffset + start, count: count)
    }
    return nil
  }
}
