/// The rules there are.
public enum LintRules {
  /// All of them, in the order of docs/rules.md.
  public static let all: [any LintRule] = [
    RegionRefused(), NoMapAfterMapped(), RegionDepends(), RegionsIgnored(), RegionWithoutReg(), RegNotWhole(),
    ExtraRegLost(), RegionOutsideRAM(), RegionsOverlap(), NoMapReusable(), RegionUndone(), RegionUnplaced(),
    TooManyRegions(), PredictedPanic(), KernelOutsideRAM(), LoadAddressUnaligned(), InitrdLost(),
    BlobMisplaced(),
    DynamicRegionOnBlob(), FirmwareMemoryUnprotected(), FirmwareNameClash(), NoMapPieceOfPage(),
    EarlyconWithoutConsole(), BuiltinDTBNames(), UnitAddressMismatch(),
  ]

  /// The names of all rules, in the same order.
  public static var names: [String] { all.map { type(of: $0).name } }
}
