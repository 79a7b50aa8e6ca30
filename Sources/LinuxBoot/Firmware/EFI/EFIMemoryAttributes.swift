/// How a piece of memory can be used, as UEFI numbers it (UEFI specification 7.2).
public struct EFIMemoryAttributes: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt64
  /// Makes the set of these bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// It can be mapped uncached.
  public static let uncached = EFIMemoryAttributes(rawValue: 0x1)
  /// It can be mapped write combining.
  public static let writeCombining = EFIMemoryAttributes(rawValue: 0x2)
  /// It can be mapped write through.
  public static let writeThrough = EFIMemoryAttributes(rawValue: 0x4)
  /// It can be mapped write back, as ordinary RAM is.
  public static let writeBack = EFIMemoryAttributes(rawValue: 0x8)
  /// It is set aside for a special purpose, and left to a driver.
  public static let specialPurpose = EFIMemoryAttributes(rawValue: 0x4_0000)
  /// The firmware goes on to use it.
  public static let runtime = EFIMemoryAttributes(rawValue: 1 << 63)

  /// The short names that Linux prints between bars (`efi_md_typeattr_format`).
  static let linuxNames: [String: EFIMemoryAttributes] = [
    "UC": .uncached, "WC": .writeCombining, "WT": .writeThrough, "WB": .writeBack,
    "UCE": EFIMemoryAttributes(rawValue: 0x10), "WP": EFIMemoryAttributes(rawValue: 0x1000),
    "RP": EFIMemoryAttributes(rawValue: 0x2000), "XP": EFIMemoryAttributes(rawValue: 0x4000),
    "NV": EFIMemoryAttributes(rawValue: 0x8000), "MR": EFIMemoryAttributes(rawValue: 0x1_0000),
    "RO": EFIMemoryAttributes(rawValue: 0x2_0000), "SP": .specialPurpose,
    "CC": EFIMemoryAttributes(rawValue: 0x8_0000), "RUN": .runtime,
  ]
}
