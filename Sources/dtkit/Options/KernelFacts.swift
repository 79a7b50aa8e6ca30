import DeviceTree
import FileSystem
import KernelImage
import LinuxBoot

/// The files that the options name, read once for any number of trees.
struct KernelFacts {
  let options: KernelOptions
  /// What the files and flags say; its preset is set anew for each tree, whose architecture decides.
  var sources: KernelSources
  /// The kernel's source tree.
  let code: KernelTreeFolder?
  /// The features of the source tree for the architectures that were asked for.
  var detected: [Architecture: DetectedFeatures] = [:]
  /// What the kernel's file left open.
  var fileRemarks: [String] = []
  private let efi: EFIInformation?
  private let initrdContents: InitrdContents?
  /// The log's version, where there is no preset for it; another is taken then.
  var unknownLoggedVersion: String?
  /// The architecture of the kernel that wrote the log.
  let loggedArchitecture: Architecture?

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
          + known.rawValue, help: "give the files of the kernel that boots with this tree", path: tree.path)
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

  /// The architecture: the flag's, or else the kernel's, or else the tree's, or else that of the log.
  private func architecture(of tree: TreeInput) -> Architecture {
    sources.architecture ?? Architecture.told(by: tree.tree)?.architecture ?? loggedArchitecture
      ?? .loongarch64
  }
}
