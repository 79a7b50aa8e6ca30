/// A named set of features and defaults: what is known of a kernel from its version alone.
public struct ProfilePreset: Hashable, Sendable {
  /// The name, a version such as "6.13".
  public var name: String
  /// The architecture that it describes.
  public var architecture: Architecture
  /// How it treats /reserved-memory.
  public var regions: RegionAlgorithm
  /// What it does before.
  public var earlyBoot: EarlyBootFeatures
  /// `CONFIG_FIX_EARLYCON_MEM` is always on, so an early console always needs page tables.
  public var alwaysMapsEarlycon: Bool

  /// All presets, older first.
  public static let all: [ProfilePreset] = [
    ProfilePreset(
      name: "6.9", architecture: .loongarch64, regions: .singlePass, earlyBoot: .upTo6_9,
      alwaysMapsEarlycon: true),
    ProfilePreset(
      name: "6.11", architecture: .loongarch64, regions: .singlePass, earlyBoot: .upTo6_13,
      alwaysMapsEarlycon: true),
    ProfilePreset(
      name: "6.13", architecture: .loongarch64, regions: .twoPasses, earlyBoot: .upTo6_13,
      alwaysMapsEarlycon: true),
  ]

  /// The newest preset for the architecture that is not newer than `version`, in its series.
  ///
  /// "6.13.7" gives the preset 6.13; a series is the first two numbers, so that no preset is stretched over a
  /// series it was not made for. Throws the names there are when none fits.
  public static func named(
    _ version: String, for architecture: Architecture = .loongarch64
  ) throws(UnknownProfile) -> ProfilePreset {
    let candidates = all.filter { $0.architecture == architecture }
    guard let wanted = KernelVersion(version) else {
      throw UnknownProfile(name: version, known: candidates.map(\.name))
    }
    var best: (version: KernelVersion, preset: ProfilePreset)?
    for preset in candidates {
      guard let have = KernelVersion(preset.name), have.isSameSeries(as: wanted), have <= wanted else {
        continue
      }
      if let best, have <= best.version { continue }
      best = (have, preset)
    }
    guard let best else { throw UnknownProfile(name: version, known: candidates.map(\.name)) }
    return best.preset
  }

  /// The newest preset for the architecture; nil if there is none.
  public static func newest(for architecture: Architecture) -> ProfilePreset? {
    all.last { $0.architecture == architecture }
  }
}
