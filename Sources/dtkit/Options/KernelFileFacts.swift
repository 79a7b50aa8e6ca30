import FileSystem
import KernelImage
import LinuxBoot

/// What the file that `--kernel` names says.
struct KernelFileFacts {
  private let path: String
  private let file: KernelFile
  private let machine: Architecture
  private let symbols: [String: UInt64]
  /// The version that it was built from, and where that stands.
  let version: (text: String, source: FactSource)?
  /// The release, as `uname -r` prints it.
  let release: String?
  /// The configuration inside, if there is one.
  let config: KernelConfig?

  /// Reads and unpacks a kernel.
  init(_ path: String) throws(CommandError) {
    self.path = path
    let bytes = try Files.read(path, limit: Files.kernelLimit)
    do throws(KernelFileError) {
      file = try KernelFile(bytes)
      config = try file.embeddedConfig()
    } catch {
      throw CommandError("\(path): \(error)", help: error.help, path: path)
    }
    guard let machine = Self.architecture(of: file.machine) else {
      throw CommandError(
        "\(path): a kernel for another machine (ELF machine \(file.machine.rawValue))",
        help: "the boot model has " + Architecture.allCases.map(\.rawValue).joined(separator: ", "),
        path: path)
    }
    self.machine = machine
    let banner = file.banner
    release = banner?.banner.release
    version = banner.map {
      ($0.banner.version, $0.isNamedBySymbol ? .vmlinux("linux_banner") : .image("version line"))
    }
    if case .elf(let image) = file.content {
      symbols = KernelFacts.addresses { image.address(of: $0) }
    } else {
      symbols = [:]
    }
    if symbols.isEmpty, banner == nil, config == nil {
      throw CommandError(
        "\(path): no Linux kernel: it has neither a kernel's symbols nor a line \"Linux version …\"",
        help: "name the vmlinux at the top of the build folder, or the Image that boots", path: path)
    }
  }

  /// Puts what it knows among the sources of facts.
  func state(in sources: inout KernelSources) {
    if !symbols.isEmpty { sources.vmlinuxSymbols = symbols }
    sources.image = header
    let part =
      if case .elf = file.content { "ELF header" } else { "image header" }
    sources.machine = (machine, .image(part))
  }

  /// The image's size and place by its header, or those of an ELF file without symbols by its segments.
  private var header: KernelImageHeader? {
    switch file.content {
    case .flat(let image):
      return KernelImageHeader(
        size: image.memorySize, loadAddress: image.kind == .loongArch64 ? image.loadOffset : nil,
        pageSize: image.pageSize, name: "image header")
    case .elf(let image):
      guard symbols.isEmpty, let memory = image.loadedMemory else { return nil }
      return KernelImageHeader(
        size: memory.size, loadAddress: image.physicalAddress(of: memory.start), name: "program headers",
        isExact: false)
    }
  }

  /// What it leaves open, and whether a configuration given beside it is another one.
  func remarks(for given: KernelConfig?, at configPath: String?) -> [String] {
    var remarks: [String] = []
    if let given, let config, let configPath {
      let symbols = given.differences(from: config)
      let names = symbols.prefix(3).map { "CONFIG_\($0)" }.joined(separator: ", ")
      if !symbols.isEmpty {
        remarks.append(
          "\(configPath) is not what \(path) was built with: \(symbols.count) symbols differ (\(names)"
            + "\(symbols.count > 3 ? ", …" : "")); \(configPath) counts")
      }
    }
    guard symbols.isEmpty else { return remarks }
    return remarks + [
      "\(path) has no symbols: where init memory and a built-in tree lie is not known (--system-map, or the vmlinux "
        + "that was not stripped, says it)"
    ]
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
