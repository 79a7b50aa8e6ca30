import DeviceTree

/// What the ELF file of a zone's kernel says.
public struct ZoneKernel: Sendable, Hashable {
  /// The virtual address it is entered at.
  public var entryPoint: UInt64
  /// The lowest virtual address it is linked at.
  public var linkAddress: UInt64

  /// Makes the facts of one kernel.
  public init(entryPoint: UInt64, linkAddress: UInt64) {
    self.entryPoint = entryPoint
    self.linkAddress = linkAddress
  }
}

/// Why the file that a plan names as a kernel cannot be one of its zones'.
public enum ZoneKernelFault: Error, Sendable, Hashable {
  /// It cannot be read, or is no ELF file; why.
  case unreadable(String)
  /// It is for a processor other than LoongArch: the number of its ELF header.
  case otherMachine(UInt16)
  /// It loads nothing.
  case empty
}

extension Zone {
  /// The virtual address of a LoongArch kernel as a physical one: the direct windows put the physical address
  /// in the low 48 bits (LoongArch Reference Manual, volume 1, section 5.2.1).
  static func physical(_ virtual: UInt64) -> UInt64 { virtual & 0xffff_ffff_ffff }

  /// Whether an address lies in a direct window that Linux for LoongArch sets up: 0x8000… uncached, 0x9000…
  /// cached (`CSR_DMW0_INIT`, `CSR_DMW1_INIT` in arch/loongarch/include/asm/loongarch.h).
  static func isInDirectWindow(_ address: UInt64) -> Bool {
    address >> 48 == 0x8000 || address >> 48 == 0x9000
  }

  /// Where the kernel is entered and linked: what the ELF says counts before what the plan says.
  func kernelAddresses(_ kernels: [String: ZoneKernel]) -> (entry: UInt64?, link: UInt64?) {
    let image = kernel.flatMap { kernels[$0.value] }
    return (image?.entryPoint ?? entryPoint?.value, image?.linkAddress ?? linkAddress?.value)
  }

  /// The bank of the plan that holds the kernel's link address; a guest's /memory leaves out what lies below
  /// it.
  func linkBank(_ kernels: [String: ZoneKernel]) -> MemoryRange? {
    guard let link = kernelAddresses(kernels).link else { return nil }
    return memory.first { $0.value.contains(Self.physical(link)) }?.value
  }
}
