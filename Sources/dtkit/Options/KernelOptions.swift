import ArgumentParser
import DeviceTree
import KernelImage
import LinuxBoot
import SystemPackage

/// What the call says about the kernel that will boot: files that know facts, and facts.
struct KernelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The kernel's ELF file; its symbols tell where it lies.", valueName: "vmlinux"))
  var kernel: String?

  @Option(help: ArgumentHelp("The kernel's configuration.", valueName: ".config"))
  var config: String?

  @Option(help: ArgumentHelp("The kernel's symbol map.", valueName: "System.map"))
  var systemMap: String?

  @Option(
    help: ArgumentHelp(
      "The kernel's version (\(KernelOptions.presets)): the newest preset not newer in its series counts.",
      valueName: "version"))
  var profile: String?

  @Option(help: ArgumentHelp("A command line that replaces bootargs.", valueName: "text"))
  var cmdline: String?

  @Option(help: ArgumentHelp("A command line that is added, as a boot loader does.", valueName: "text"))
  var append: String?

  @Option(
    help: ArgumentHelp("The architecture, if neither kernel nor tree tells: loongarch64.", valueName: "name"))
  var arch: String?

  @Flag(help: "The tree comes from firmware even if the kernel has one built in.")
  var firmwareDtb = false

  @Option(help: ArgumentHelp("Where the blob lies in physical memory.", valueName: "address"))
  var dtbAddress: Address?

  @Option(
    help: ArgumentHelp("The kernel's image in physical memory, the end not included.", valueName: "start:end")
  )
  var kernelImage: AddressSpan?

  @Option(help: ArgumentHelp("The initrd, if /chosen does not say.", valueName: "start:end"))
  var initrd: AddressSpan?

  @Option(
    help: ArgumentHelp("Where the image begins, if it is not where it was linked.", valueName: "address"))
  var loadAddress: Address?

  static var presets: String { ProfilePreset.all.map(\.name).joined(separator: ", ") }
}

/// The files that the options name, read once for any number of trees.
struct KernelFacts {
  let options: KernelOptions
  private var sources: KernelSources
  /// What was assumed because the call does not say it.
  private(set) var remarks: [String] = []

  init(_ options: KernelOptions) throws(CommandError) {
    self.options = options
    let config = try options.config.map { path throws(CommandError) in try Self.configuration(path) }
    let (preset, remark) = try Self.preset(options, config)
    sources = KernelSources(preset: preset)
    if let remark { remarks.append(remark) }
    if let config { sources.config = { config.text(of: $0) } }
    if let path = options.systemMap { sources.systemMapSymbols = try Self.map(path) }
    if let path = options.kernel { sources.vmlinuxSymbols = try Self.symbols(path) }
    sources.flags.kernelImage = options.kernelImage?.range
    sources.flags.loadAddress = options.loadAddress?.value
    sources.flags.dtbAddress = options.dtbAddress?.value
    sources.flags.isFirmwareDTB = options.firmwareDtb
  }

  /// What the model is to be run on for one tree.
  func input(for tree: TreeInput) throws(CommandError) -> BootInput {
    try checkArchitecture(of: tree)
    let profile = KernelProfile(resolving: sources, tree: tree.tree)
    var input = BootInput(tree: tree.tree, profile: profile, blobSize: tree.blobSize)
    input.commandLineOverride = options.cmdline
    input.bootLoaderCommandLine = options.append
    input.initrd = options.initrd?.range
    return input
  }

  /// The preset that the call names, or the configuration's first lines, or else the newest.
  private static func preset(
    _ options: KernelOptions, _ config: KernelConfig?
  ) throws(CommandError) -> (ProfilePreset, remark: String?) {
    let stated = config?.statedVersion
    guard let name = options.profile ?? stated else {
      guard let newest = ProfilePreset.newest(for: .loongarch64) else {
        throw CommandError("there is no preset")
      }
      return (newest, "no kernel version was given: taken as \(newest.name) (settle it with --profile)")
    }
    do throws(UnknownProfile) {
      let preset = try ProfilePreset.named(name)
      return (preset, preset.name == name ? nil : "Linux \(name) is taken as preset \(preset.name)")
    } catch {
      throw CommandError(
        "there is no preset for Linux \(error.name)",
        help:
          "presets are \(error.known.joined(separator: ", ")); --profile names one, or a version of its series"
      )
    }
  }

  /// A whole configuration of a LoongArch kernel: one that leaves symbols out would turn what it does not say into
  /// "off", and faults would vanish.
  private static func configuration(_ path: String) throws(CommandError) -> KernelConfig {
    let config = KernelConfig(try Files.read(path))
    for (symbol, name) in [("ARM64", "arm64"), ("RISCV", "riscv64"), ("X86", "x86"), ("MIPS", "mips")]
    where config.isBuiltIn(symbol) {
      throw CommandError(
        "\(path): the configuration of a kernel for \(name), and the boot model does not have it yet")
    }
    // Kconfig writes PGTABLE_LEVELS into every .config, and into no defconfig.
    guard config.isBuiltIn("LOONGARCH"), config.integer("PGTABLE_LEVELS") != nil else {
      throw CommandError(
        config.count == 0
          ? "\(path): no configuration of a kernel"
          : "\(path): not the whole configuration of a LoongArch kernel: it has \(config.count) symbols, but not "
            + "CONFIG_LOONGARCH=y and CONFIG_PGTABLE_LEVELS",
        help: "name the .config of the build folder; make ARCH=loongarch olddefconfig completes one")
    }
    return config
  }

  private static func map(_ path: String) throws(CommandError) -> [String: UInt64] {
    let bytes = try Files.read(path)
    do throws(SystemMapError) {
      let map = try SystemMap(bytes)
      return Dictionary(
        uniqueKeysWithValues: KernelSources.symbolNames.compactMap { name in
          map.address(of: name).map { (name, $0) }
        })
    } catch {
      throw CommandError("\(path): \(error)", help: "System.map lies beside vmlinux after a build")
    }
  }

  private static func symbols(_ path: String) throws(CommandError) -> [String: UInt64] {
    let bytes = try Files.read(path, limit: Files.kernelLimit)
    let image: ELFImage
    do throws(ELFError) {
      image = try ELFImage(bytes)
    } catch {
      throw CommandError("\(path): \(error)", help: "name the vmlinux at the top of the build folder")
    }
    let found = KernelSources.symbolNames.compactMap { name in image.address(of: name).map { (name, $0) } }
    guard !found.isEmpty else {
      throw CommandError(
        "\(path): the kernel's symbols are not in it", help: "name the vmlinux at the top of the build folder"
      )
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  private func checkArchitecture(of tree: TreeInput) throws(CommandError) {
    let wanted = options.arch
    if let wanted, Architecture(rawValue: wanted) == nil {
      throw CommandError(
        "--arch \(wanted): no such architecture",
        help: "architectures are " + Architecture.allCases.map(\.rawValue).joined(separator: ", "))
    }
    if let wanted, wanted != Architecture.loongarch64.rawValue {
      throw CommandError("--arch \(wanted): the boot model does not have this architecture yet")
    }
  }
}
