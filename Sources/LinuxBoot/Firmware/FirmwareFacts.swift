/// How a kernel treats what firmware hands over besides the tree.
public struct FirmwareFacts: Hashable, Sendable {
  /// Memory for a special purpose is left to drivers (`CONFIG_EFI_SOFT_RESERVE`).
  public var softReservesEFI: Fact<Bool>
  /// LoongArch reserves the memory map where the boot loader left it (7.x).
  public var keepsEFIMap: Fact<Bool>
  /// ACPI tables in the initrd replace the firmware's (`CONFIG_ACPI_TABLE_UPGRADE`).
  public var upgradesACPITables: Fact<Bool>

  init(_ resolver: FactResolver) {
    let preset = resolver.sources.preset
    softReservesEFI = resolver.flag(
      "EFI soft reserve", "EFI_SOFT_RESERVE", otherwise: true,
      because: "it comes with ACPI_HMAT, which distributions have")
    keepsEFIMap = Fact(
      "EFI memory map kept", preset.architecture != .loongarch64 || preset.earlyBoot.marksAllocations,
      .preset(preset.name))
    upgradesACPITables = resolver.flag(
      "ACPI tables from the initrd", "ACPI_TABLE_UPGRADE", otherwise: true, because: "it is on by default",
      alternatives: [false])
  }

  /// The facts for a list, those that the architecture's early boot asks for.
  func stated(for architecture: Architecture) -> [StatedFact] {
    architecture == .loongarch64 ? [keepsEFIMap.stated, upgradesACPITables.stated] : [softReservesEFI.stated]
  }
}
