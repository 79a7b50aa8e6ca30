import LinuxBoot

extension KernelFacts {
  /// What was assumed because the call does not say it.
  var remarks: [String] { fileRemarks + (detected.isEmpty ? versionRemarks : codeRemarks) }

  private var versionRemarks: [String] {
    let architecture = sources.architecture ?? loggedArchitecture ?? .loongarch64
    guard let preset = try? Self.preset(sources.version?.text, for: architecture).name else { return [] }
    if let unknown = unknownLoggedVersion {
      return ["there is no preset for Linux \(unknown), which wrote the log: taken as \(preset) (--profile)"]
    }
    guard let version = sources.version?.text else {
      return ["no kernel version was given: taken as \(preset) (settle it with --profile)"]
    }
    return preset == version ? [] : ["Linux \(version) is taken as preset \(preset)"]
  }

  /// The features that the source tree does not show.
  private var codeRemarks: [String] {
    guard let code, let found = detected[sources.architecture ?? .loongarch64] else { return [] }
    let names = found.unrecognised.map { "\($0.rawValue): \($0.value(in: found.preset))" }
    guard !names.isEmpty else { return [] }
    let list =
      names.count > 3
      ? "\(names.count) features (dtkit memory --facts lists them)" : names.joined(separator: "; ")
    return [
      "not recognised in the code of \(code.path), and so taken from preset \(found.preset.basedOn ?? ""): \(list)"
    ]
  }
}
