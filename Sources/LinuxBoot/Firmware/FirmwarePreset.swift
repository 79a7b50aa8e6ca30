import DeviceTree

/// What a firmware adds to the tree before Linux sees it, by version: its own memory, as nodes of
/// /reserved-memory (`fdt_reserved_memory_fixup`, lib/utils/fdt/fdt_fixup.c of OpenSBI).
public struct FirmwarePreset: Hashable, Sendable {
  /// One node that it adds.
  public struct Region: Hashable, Sendable {
    /// The node's name without its unit address.
    public var name: String
    /// Where it lies, from where the firmware was loaded on, in bytes.
    public var offset: UInt64
    /// How many bytes.
    public var size: UInt64
    /// It has `no-map`.
    public var isNoMap: Bool
  }

  /// The name, such as "opensbi-1.9".
  public var name: String
  /// The nodes, in the order in which they stand in the tree, ahead of the board's own.
  public var regions: [Region]
  /// How many free bytes it leaves in the blob, for which Linux reserves memory like for the rest (`fdt_open_into` of
  /// its fixups); 0 where that was not seen.
  public var slack: UInt64 = 0

  /// OpenSBI 1.1: one node that stays mapped.
  public static let openSBI1_1 = FirmwarePreset(
    name: "opensbi-1.1",
    regions: [Region(name: "mmode_resv0", offset: 0, size: 0x8_0000, isNoMap: false)])

  /// OpenSBI 1.9: its code, and behind it its data, both no-map.
  public static let openSBI1_9 = FirmwarePreset(
    name: "opensbi-1.9",
    regions: [
      Region(name: "mmode_resv1", offset: 0, size: 0x4_0000, isNoMap: true),
      Region(name: "mmode_resv0", offset: 0x4_0000, size: 0x2_0000, isNoMap: true),
    ], slack: 4024)

  /// All presets.
  public static let all: [FirmwarePreset] = [.openSBI1_1, .openSBI1_9]

  /// The preset of a name; nil if there is none.
  public static func named(_ name: String) -> FirmwarePreset? { all.first { $0.name == name } }
}
