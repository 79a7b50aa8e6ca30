/// The features of a kernel, read off its source tree rather than told by its version.
///
/// Stable releases of one series differ (6.12.94 and 6.12.107), and vendors' trees carry changes of their own.
public struct DetectedFeatures: Sendable {
  /// The preset of the tree's version with every recognised feature in place; named after the version.
  public var preset: ProfilePreset
  /// Where each recognised feature was seen.
  public var sources: [KernelFeature: FactSource]
  /// Where the Makefile links a LoongArch kernel to, as a virtual address; nil if it does not say one place.
  public var linkAddress: (address: UInt64, source: FactSource)?

  /// The files to read where they exist, relative to the top of the tree.
  public static let paths = KernelCode.paths + [kconfigPath, makefilePath]

  static let kconfigPath = "arch/loongarch/Kconfig"
  static let makefilePath = "arch/loongarch/Makefile"

  /// The features that apply to the architecture and were not recognised: those of the preset stand.
  public var unrecognised: [KernelFeature] {
    KernelFeature.allCases.filter { feature in
      // A kernel that does not read the tree puts no limit by it.
      if feature == .currentLimit, !preset.earlyBoot.readsTree { return false }
      return feature.applies(to: preset.architecture) && sources[feature] == nil
    }
  }

  /// Reads the features of a tree.
  ///
  /// `version` is what its Makefile states, `tree` what the tree is called in sources of facts ("linux-6.12"), and
  /// `read` gives a file's bytes, or nil if it is not there.
  /// Complexity: O(bytes of the files).
  public init(
    version: String, architecture: Architecture, tree: String, read: (String) -> [UInt8]?
  ) {
    var detection = FeatureDetection(
      code: KernelCode(read), preset: ProfilePreset.nearest(to: version, for: architecture), tree: tree)
    detection.detectRegions()
    detection.detectEarlyBoot()
    if architecture == .loongarch64 { detection.detectLoongArch(read) }
    preset = detection.preset
    preset.basedOn = preset.name
    preset.name = version
    sources = detection.sources
    linkAddress = architecture == .loongarch64 ? detection.linkAddress(read) : nil
  }
}

extension ProfilePreset {
  /// The preset for a version, or else the newest that is not newer, whatever its series; else the oldest.
  static func nearest(to version: String, for architecture: Architecture) -> ProfilePreset {
    if let exact = try? named(version, for: architecture) { return exact }
    let candidates = all.filter { $0.architecture == architecture }
    let wanted = KernelRelease(version)
    let older = candidates.last { preset in
      guard let wanted, let have = KernelRelease(preset.name) else { return false }
      return have <= wanted
    }
    // There are presets for every architecture.
    return older ?? candidates.first ?? all[0]
  }
}
