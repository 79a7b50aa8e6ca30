import DeviceTree
import KernelImage
import LinuxBoot

/// The files that the options name, read once for any number of trees.
struct KernelFacts {
  let options: KernelOptions
  /// What the files and flags say; its preset is set anew for each tree, whose architecture decides.
  private var sources: KernelSources
  /// The version that the call, the configuration's first lines or else a boot log state.
  private let version: String?
  /// The log's version, where there is no preset for it; another is taken then.
  private var unknownLoggedVersion: String?
  /// The architecture of the ELF file.
  private var machine: Architecture?
  private let efi: EFIInformation?
  private let initrdContents: InitrdContents?
  /// The architecture of the kernel that wrote the log.
  private let loggedArchitecture: Architecture?

  init(_ options: KernelOptions, log: LogInput? = nil) throws(CommandError) {
    self.options = options
    let config = try options.config.map { path throws(CommandError) in try Self.configuration(path) }
    efi = try options.efiMemoryMap.map { path throws(CommandError) in try Self.efiMemoryMap(path) }
    initrdContents = try options.initrdFile.map { path throws(CommandError) in
      InitrdContents(try Files.read(path, limit: Files.kernelLimit))
    }
    let wanted = try Self.wanted(options)
    let stated = options.profile ?? config?.statedVersion
    let logged = stated == nil ? log?.version : nil
    let isKnown = logged.map { LogInput.hasPreset($0, for: wanted ?? log?.architecture) } ?? true
    version = stated ?? (isKnown ? logged : nil)
    unknownLoggedVersion = isKnown ? nil : logged
    loggedArchitecture = log?.architecture
    sources = KernelSources(
      preset: try Self.preset(version, for: wanted ?? log?.architecture ?? .loongarch64))
    if let config { sources.config = { config.text(of: $0) } }
    if let path = options.systemMap { sources.systemMapSymbols = try Self.map(path) }
    if let path = options.kernel { (sources.vmlinuxSymbols, machine) = try Self.symbols(path) }
    if let wanted, let known = sources.architecture ?? machine, known != wanted {
      throw CommandError(
        "--arch \(wanted.rawValue), but the kernel is one for \(known.rawValue)", help: "leave --arch out")
    }
    sources.flags.architecture = wanted
    sources.flags.kernelImage = options.kernelImage?.range
    sources.flags.loadAddress = options.loadAddress?.value
    sources.flags.dtbAddress = options.dtbAddress?.value
    sources.flags.isFirmwareDTB = options.firmwareDtb
    sources.flags.paging = options.paging?.value
  }

  /// What the model is to be run on for one tree.
  func input(for tree: TreeInput) throws(CommandError) -> BootInput {
    let told = Architecture.told(by: tree.tree)
    if let known = sources.architecture ?? machine, let told, told.architecture != known {
      throw CommandError(
        "\(tree.path): a tree for \(told.architecture.rawValue) (\(told.source.text)), and the kernel is one for "
          + known.rawValue, help: "give the files of the kernel that boots with this tree")
    }
    var sources = sources
    sources.preset = try Self.preset(version, for: architecture(of: tree))
    var profile = KernelProfile(resolving: sources, tree: tree.tree)
    if let machine, profile.architecture.source.isAssumed {
      profile.architecture.source = .vmlinux("machine of \(machine.rawValue)")
    }
    var input = BootInput(tree: tree.tree, profile: profile, blobSize: tree.blobSize)
    input.commandLineOverride = options.cmdline
    input.bootLoaderCommandLine = options.append
    input.initrd = options.initrd?.range
    input.efi = efi
    input.hasACPI = options.acpi
    input.initrdContents = initrdContents
    guard let name = options.firmware else { return input }
    guard profile.architecture.value == .riscv64 else {
      throw CommandError(
        "--firmware \(name): OpenSBI is firmware of riscv64, and this boot is one of "
          + profile.architecture.value.rawValue)
    }
    guard let firmware = FirmwarePreset.named(name) else {
      throw CommandError(
        "--firmware \(name): no such firmware",
        help: "there are " + FirmwarePreset.all.map(\.name).joined(separator: ", "))
    }
    return input.adding(firmware)
  }

  /// What was assumed because the call does not say it.
  var remarks: [String] {
    let preset = sources.preset.name
    if let unknown = unknownLoggedVersion {
      return ["there is no preset for Linux \(unknown), which wrote the log: taken as \(preset) (--profile)"]
    }
    guard let version else {
      return ["no kernel version was given: taken as \(preset) (settle it with --profile)"]
    }
    return preset == version ? [] : ["Linux \(version) is taken as preset \(preset)"]
  }

  /// The architecture: the flag's, or else the kernel's, or else the tree's.
  private func architecture(of tree: TreeInput) -> Architecture {
    sources.architecture ?? machine ?? Architecture.told(by: tree.tree)?.architecture ?? loggedArchitecture
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
          "presets are \(error.known.joined(separator: ", ")); --profile names one, or a version of its series"
      )
    }
  }

  /// A whole configuration of a kernel: one that leaves symbols out would turn what it does not say into "off",
  /// and faults would vanish.
  private static func configuration(_ path: String) throws(CommandError) -> KernelConfig {
    let config = KernelConfig(try Files.read(path))
    for (symbol, name) in [("X86", "x86"), ("MIPS", "mips"), ("ARM", "arm"), ("PPC", "powerpc")]
    where config.isBuiltIn(symbol) {
      throw CommandError(
        "\(path): the configuration of a kernel for \(name), which the boot model does not have")
    }
    // Kconfig writes PGTABLE_LEVELS into every .config, and into no defconfig.
    let isKnown = ["LOONGARCH", "ARM64", "RISCV"].contains { config.isBuiltIn($0) }
    guard isKnown, config.integer("PGTABLE_LEVELS") != nil else {
      throw CommandError(
        config.count == 0
          ? "\(path): no configuration of a kernel"
          : "\(path): not the whole configuration of a kernel: it has \(config.count) symbols, but not "
            + "CONFIG_PGTABLE_LEVELS and one of CONFIG_LOONGARCH, CONFIG_ARM64 and CONFIG_RISCV",
        help: "name the .config of the build folder; make ARCH=loongarch olddefconfig completes one")
    }
    return config
  }

  private static func map(_ path: String) throws(CommandError) -> [String: UInt64] {
    let bytes = try Files.read(path)
    do throws(SystemMapError) {
      let map = try SystemMap(bytes)
      return addresses { map.address(of: $0) }
    } catch {
      throw CommandError("\(path): \(error)", help: "System.map lies beside vmlinux after a build")
    }
  }

  /// The addresses of the symbols that the model looks up, as far as a table has them.
  private static func addresses(_ address: (String) -> UInt64?) -> [String: UInt64] {
    var found: [String: UInt64] = [:]
    for name in KernelSources.symbolNames { found[name] = address(name) }
    return found
  }

  private static func symbols(
    _ path: String
  ) throws(CommandError) -> ([String: UInt64], Architecture?) {
    let bytes = try Files.read(path, limit: Files.kernelLimit)
    let image: ELFImage
    do throws(ELFError) {
      image = try ELFImage(bytes)
    } catch {
      throw CommandError("\(path): \(error)", help: "name the vmlinux at the top of the build folder")
    }
    let found = addresses { image.address(of: $0) }
    guard !found.isEmpty else {
      throw CommandError(
        "\(path): the kernel's symbols are not in it", help: "name the vmlinux at the top of the build folder"
      )
    }
    return (found, architecture(of: image.machine))
  }

  /// The model's name for a machine; nil if the model does not have it.
  private static func architecture(of machine: ELFMachine) -> Architecture? {
    switch machine {
    case .loongArch: .loongarch64
    case .arm64: .arm64
    case .riscV: .riscv64
    default: nil
    }
  }
}
