import DeviceTree
import FileSystem
import KernelImage
import LinuxBoot

extension KernelFacts {
  /// The version, from the first that knows it: flag, kernel, source tree, configuration.
  static func version(
    _ options: KernelOptions, _ file: KernelFileFacts?, _ code: KernelTreeFolder?, _ config: KernelConfig?
  ) -> (text: String, source: FactSource)? {
    if let profile = options.profile { return (profile, .flag("--profile")) }
    if let version = file?.version { return version }
    if let code { return (code.version, code.source) }
    return config?.statedVersion.map { ($0, .config("heading")) }
  }

  /// Takes the version that the log states, if nothing else does and there is a preset for it.
  mutating func takeVersion(of log: LogInput?, for wanted: Architecture?) {
    guard sources.version == nil, let log, let banner = log.boot.banner, let logged = log.version else {
      return
    }
    if LogInput.hasPreset(logged, for: wanted ?? sources.architecture ?? log.architecture) {
      sources.version = (logged, .log(banner.line))
    } else {
      unknownLoggedVersion = logged
    }
  }

  /// Takes the preset of the version, or the features that the source tree shows.
  func setPreset(of sources: inout KernelSources, for architecture: Architecture) throws(CommandError) {
    guard let found = detected[architecture] else {
      sources.preset = try Self.preset(sources.version?.text, for: architecture)
      return
    }
    try code?.checkArchitecture(architecture)
    sources.preset = found.preset
    sources.featureSources = found.sources
    sources.linkAddress = found.linkAddress
  }

  /// The preset for a version, or else the newest.
  static func preset(
    _ version: String?, for architecture: Architecture
  ) throws(CommandError) -> ProfilePreset {
    guard let version else {
      guard let newest = ProfilePreset.newest(for: architecture) else {
        throw CommandError("there is no preset")
      }
      return newest
    }
    do throws(UnknownProfile) {
      return try ProfilePreset.named(version, for: architecture)
    } catch {
      throw CommandError(
        "there is no preset for Linux \(error.name)",
        help:
          "presets are \(error.known.joined(separator: ", ")); --profile names one, or a version of its series; "
          + "--kernel-tree reads the code of a kernel that is none of them"
      )
    }
  }
}
