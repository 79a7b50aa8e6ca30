import DeviceTree
import FileSystem
import KernelImage
import LinuxBoot

/// The files that the options name, read once for any number of trees.
struct KernelFacts {
  let options: KernelOptions
  /// What the files and flags say; its preset is set anew for each tree, whose architecture decides.
  private var sources: KernelSources
  /// The kernel's source tree.
  private let code: KernelTreeFolder?
  /// The features of the source tree for the architectures that were asked for.
  private var detected: [Architecture: DetectedFeatures] = [:]
  /// What the kernel's file left open.
  private var fileRemarks: [String] = []
  private let efi: EFIInformation?
  private let initrdContents: InitrdContents?
  /// The log's version, where there is no preset for it; another is taken then.
  private var unknownLoggedVersion: String?
  /// The architecture of the kernel that wrote the log.
  private let loggedArchitecture: Architecture?

  init(_ options: KernelOptions, log: LogInput? = nil) throws(CommandError) {
    self.options = options
    efi = try options.efiMemoryMap.map { path throws(CommandError) in try Self.efiMemoryMap(path) }
    initrdContents = try options.initrdFile.map { path throws(CommandError) in
      InitrdContents(try Files.read(path, limit: Files.kernelLimit))
    }
    loggedArchitecture = log?.architecture
    try Self.checkAddresses(options)
    let wanted = try Self.wanted(options)
    let file = try options.kernel.map { path throws(CommandError) in try KernelFileFacts(path) }
    code = try options.kernelTree.map { path throws(CommandError) in try KernelTreeFolder(path) }
    let config = try options.config.map { path throws(CommandError) in try Self.configuration(path) }
    // The newest of any architecture stands in until the tree says which one it is.
    guard let newest = ProfilePreset.all.last else { throw CommandError("there is no preset") }
    sources = KernelSources(preset: newest)
    if let config = config ?? file?.config { sources.config = { config.text(of: $0) } }
    sources.isConfigEmbedded = config == nil
    if let path = options.systemMap { sources.systemMapSymbols = try Self.map(path) }
    if let file {
      file.state(in: &sources)
      fileRemarks = file.remarks(for: config, at: options.config)
    }
    sources.version = Self.version(options, file, code, config)
    takeVersion(of: log, for: wanted)
    if let wanted, let known = sources.architecture, known != wanted {
      throw CommandError(
        "--arch \(wanted.rawValue), but the kernel is one for \(known.rawValue)", help: "leave --arch out")
    }
    sources.flags.architecture = wanted
    sources.flags.kernelImage = options.kernelImage?.range
    sources.flags.loadAddress = options.loadAddress?.value
    sources.flags.dtbAddress = options.dtbAddress?.value
    sources.flags.isFirmwareDTB = options.firmwareDtb
    sources.flags.paging = options.paging?.value
    try checkMachine(config)
    try code?.check(against: file)
    for architecture in Architecture.allCases { detected[architecture] = code?.features(for: architecture) }
    // What no tree can mend is said before any is read.
    if let architecture = sources.architecture { try setPreset(of: &sources, for: architecture) }
  }

  /// The version, from the first that knows it: flag, kernel, source tree, configuration.
  private static func version(
    _ options: KernelOptions, _ file: KernelFileFacts?, _ code: KernelTreeFolder?, _ config: KernelConfig?
  ) -> (text: String, source: FactSource)? {
    if let profile = options.profile { return (profile, .flag("--profile")) }
    if let version = file?.version { return version }
    if let code { return (code.version, code.source) }
    return config?.statedVersion.map { ($0, .config("heading")) }
  }

  /// Finds addresses that no cpu has: physical addresses are at most 56 bits wide (RISC-V Sv57).
  private static func checkAddresses(_ options: KernelOptions) throws(CommandError) {
    let given: [(String, UInt64?)] = [
      ("--load-address", options.loadAddress?.value), ("--dtb-address", options.dtbAddress?.value),
      ("--kernel-image", options.kernelImage?.range.end), ("--initrd", options.initrd?.range.end),
    ]
    for (name, address) in given {
      guard let address, address > 1 << 56 else { continue }
      throw CommandError(
        "\(name): 0x\(String(address, radix: 16)) is no physical address: they have 56 bits at most",
        help: "a virtual address such as 0x9000000000200000 is meant without its first digit")
    }
  }

  /// Takes the version that the log states, if nothing else does and there is a preset for it.
  private mutating func takeVersion(of log: LogInput?, for wanted: Architecture?) {
    guard sources.version == nil, let log, let banner = log.boot.banner, let logged = log.version else {
      return
    }
    if LogInput.hasPreset(logged, for: wanted ?? sources.architecture ?? log.architecture) {
      sources.version = (logged, .log(banner.line))
    } else {
      unknownLoggedVersion = logged
    }
  }

  /// A configuration given beside a kernel must be one for the same machine.
  private func checkMachine(_ config: KernelConfig?) throws(CommandError) {
    guard let config, let machine = sources.machine, let path = options.config else { return }
    let names: [(Architecture, String)] = [
      (.loongarch64, "LOONGARCH"), (.arm64, "ARM64"), (.riscv64, "RISCV"),
    ]
    guard let told = names.first(where: { config.isBuiltIn($0.1) })?.0, told != machine.architecture else {
      return
    }
    throw CommandError(
      "\(path): the configuration of a kernel for \(told.rawValue), and \(options.kernel ?? "the kernel") is one for "
        + machine.architecture.rawValue, help: "name the .config that this kernel was built with")
  }

  /// Takes the preset of the version, or the features that the source tree shows.
  private func setPreset(of sources: inout KernelSources, for architecture: Architecture) throws(CommandError)
  {
    guard let found = detected[architecture] else {
      sources.preset = try Self.preset(sources.version?.text, for: architecture)
      return
    }
    try code?.checkArchitecture(architecture)
    sources.preset = found.preset
    sources.featureSources = found.sources
    sources.linkAddress = found.linkAddress
  }

  /// What the model is to be run on for one tree.
  func input(for tree: TreeInput) throws(CommandError) -> BootInput {
    try Self.checkBoots(tree, as: options.arch)
    let told = Architecture.told(by: tree.tree)
    if let known = sources.architecture, let told, told.architecture != known {
      if options.arch != nil {
        throw CommandError(
          "--arch \(known.rawValue), but \(tree.path) is a tree for \(told.architecture.rawValue) (\(told.source.text))",
          help: "leave --arch out")
      }
      throw CommandError(
        "\(tree.path): a tree for \(told.architecture.rawValue) (\(told.source.text)), and the kernel is one for "
          + known.rawValue, help: "give the files of the kernel that boots with this tree")
    }
    var sources = sources
    try setPreset(of: &sources, for: architecture(of: tree))
    let profile = KernelProfile(resolving: sources, tree: tree.tree)
    var input = BootInput(tree: tree.tree, profile: profile, blobSize: tree.blobSize)
    input.commandLineOverride = options.cmdline
    input.bootLoaderCommandLine = options.append
    input.initrd = options.initrd?.range
    input.efi = efi
    input.hasACPI = options.acpi
    input.initrdContents = initrdContents
    guard let name = options.firmware else { return input }
    guard let firmware = FirmwarePreset.named(name) else {
      throw CommandError(
        "--firmware \(name): no such firmware",
        help: "there are " + FirmwarePreset.all.map(\.name).joined(separator: ", "))
    }
    guard profile.architecture.value == .riscv64 else {
      throw CommandError(
        "--firmware \(name): OpenSBI is firmware of riscv64, and this boot is one of "
          + profile.architecture.value.rawValue)
    }
    return input.adding(firmware)
  }

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

  /// The architecture: the flag's, or else the kernel's, or else the tree's, or else that of the log.
  private func architecture(of tree: TreeInput) -> Architecture {
    sources.architecture ?? Architecture.told(by: tree.tree)?.architecture ?? loggedArchitecture
      ?? .loongarch64
  }

  private static func wanted(_ options: KernelOptions) throws(CommandError) -> Architecture? {
    guard let name = options.arch else { return nil }
    guard let architecture = Architecture(rawValue: name) else {
      throw CommandError(
        "--arch \(name): no such architecture",
        help: "architectures are " + Architecture.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return architecture
  }

  /// The preset for a version, or else the newest.
  private static func preset(
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
