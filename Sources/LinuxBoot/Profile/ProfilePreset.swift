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
  /// The preset it was made from, where features were read off a source tree and `name` is the tree's version.
  public var basedOn: String?

  /// The preset as a source of facts.
  var source: FactSource { .preset(basedOn ?? name) }

  /// The versions there are presets for, older first, whatever the architecture.
  private static let versions: [(name: String, regions: RegionAlgorithm, earlyBoot: EarlyBootFeatures)] = [
    ("6.1", .memoryReservationsFirst, .upTo6_1),
    ("6.9", .singlePass, .upTo6_9),
    ("6.11", .singlePass, .upTo6_13),
    ("6.12.94", .twoPassesFixedTable, .upTo6_12),
    ("6.12.107", .twoPassesBounded, .upTo6_12),
    ("6.13", .twoPasses, .upTo6_13),
    ("7.2", .validated, .upTo7_2),
  ]

  /// All presets, by architecture, older first.
  public static let all: [ProfilePreset] = Architecture.allCases.flatMap { architecture in
    versions.map { version in
      let isLoongArch = architecture == .loongarch64
      var preset = ProfilePreset(
        name: version.name, architecture: architecture, regions: version.regions,
        earlyBoot: version.earlyBoot, alwaysMapsEarlycon: isLoongArch && version.name != "7.2")
      if !isLoongArch {
        preset.earlyBoot.readsTree = true
      } else if !preset.earlyBoot.readsTree {
        preset.regions = .none
      }
      return preset
    }
  }

  /// The newest preset for the architecture that is not newer than `version`, in its series.
  ///
  /// "6.13.7" gives the preset 6.13; a series is the first two numbers, so that no preset is stretched over a
  /// series it was not made for. Throws the names there are when none fits.
  public static func named(
    _ version: String, for architecture: Architecture = .loongarch64
  ) throws(UnknownProfile) -> ProfilePreset {
    let candidates = all.filter { $0.architecture == architecture }
    guard let wanted = KernelRelease(version) else {
      throw UnknownProfile(name: version, known: candidates.map(\.name))
    }
    var best: (version: KernelRelease, preset: ProfilePreset)?
    for preset in candidates {
      guard let have = KernelRelease(preset.name), have.isSameSeries(as: wanted), have <= wanted else {
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
