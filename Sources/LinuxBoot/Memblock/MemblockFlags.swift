/// What a region of memblock is marked with (`enum memblock_flags` of Linux).
public struct MemblockFlags: OptionSet, Hashable, Sendable {
  /// The bits, as Linux numbers them.
  public let rawValue: UInt8
  /// Makes the set of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Memory that may be taken away while Linux runs.
  public static let hotplug = MemblockFlags(rawValue: 0x1)
  /// Memory that the machine mirrors.
  public static let mirror = MemblockFlags(rawValue: 0x2)
  /// Memory that is never handed out: `no-map`.
  public static let noMap = MemblockFlags(rawValue: 0x4)
  /// Memory that a driver found and manages.
  public static let driverManaged = MemblockFlags(rawValue: 0x8)
  /// Reserved by an allocation of the kernel's own (7.x kernels mark these).
  public static let reservedByKernel = MemblockFlags(rawValue: 0x20)
}
