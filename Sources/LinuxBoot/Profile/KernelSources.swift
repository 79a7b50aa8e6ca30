public import DeviceTree

/// What flags of the call say about the kernel; nil where a flag was not given.
public struct KernelFlags: Hashable, Sendable {
  /// `--arch`: the architecture.
  public var architecture: Architecture?
  /// `--kernel-image START:END`: the image in physical memory, before any rounding.
  public var kernelImage: MemoryRange?
  /// `--load-address`: where the image begins in physical memory; moves what symbols say.
  public var loadAddress: UInt64?
  /// `--dtb-address`: where the blob lies in physical memory.
  public var dtbAddress: UInt64?
  /// `--firmware-dtb`: the tree comes from firmware even if the kernel has one built in.
  public var isFirmwareDTB = false
  /// Page size and levels, for callers that know them.
  public var paging: Paging?

  /// Makes flags that say nothing.
  public init() {}
}

/// What a kernel's file says of itself where it has no symbols: in the header of an image, or by the segments
/// of an ELF file.
public struct KernelImageHeader: Hashable, Sendable {
  /// Bytes in memory from its first one on, zeroed memory included.
  public var size: UInt64?
  /// The physical address of its first byte, which only LoongArch kernels know.
  public var loadAddress: UInt64?
  /// The page size in bytes, which only arm64's images state.
  public var pageSize: UInt64?
  /// What says so: "image header", "program headers".
  public var name: String
  /// The size is the image's own; that of segments may leave its last pages out.
  public var isExact: Bool

  /// The header as a source of the size.
  var sizeSource: FactSource { isExact ? .image(name) : .assumed("the image ends where its segments do") }

  /// Makes a header.
  public init(
    size: UInt64? = nil, loadAddress: UInt64? = nil, pageSize: UInt64? = nil, name: String,
    isExact: Bool = true
  ) {
    self.size = size
    self.loadAddress = loadAddress
    self.pageSize = pageSize
    self.name = name
    self.isExact = isExact
  }
}

/// Everything that may know facts about the kernel, in the order in which it is asked: flags, vmlinux,
/// source tree, System.map, .config, preset.
public struct KernelSources: Sendable {
  /// The symbols that the model looks up, for callers that read a symbol table in part.
  public static let symbolNames = [
    "_start", "_text", "_stext", "_etext", "_edata", "_end", "__bss_start", "__bss_stop", "__init_begin",
    "__init_end",
    "__dtb_start", "__dtb_end",
  ]

  /// Flags of the call.
  public var flags = KernelFlags()
  /// Symbols of the ELF file with their virtual addresses.
  public var vmlinuxSymbols: [String: UInt64]?
  /// Symbols of System.map with their virtual addresses.
  public var systemMapSymbols: [String: UInt64]?
  /// Looks up a symbol of .config without `CONFIG_`: "y", "m", "n", a number, or text without quotes; nil
  /// for a symbol that it does not mention, which Kconfig does when what it depends on is off.
  public var config: (@Sendable (String) -> String?)?
  /// The configuration lies in the kernel's own file (`CONFIG_IKCONFIG`), not in a .config.
  public var isConfigEmbedded = false
  /// What the kernel's file says of itself beside symbols.
  public var image: KernelImageHeader?
  /// The version of the kernel, and where that was seen; nil if nothing says.
  public var version: (text: String, source: FactSource)?
  /// The named profile, or what a source tree shows.
  public var preset: ProfilePreset
  /// Where the preset's features were seen in a source tree; the others are the preset's own.
  public var featureSources: [KernelFeature: FactSource] = [:]
  /// Where the source tree's Makefile links a LoongArch kernel to, as a virtual address.
  public var linkAddress: (address: UInt64, source: FactSource)?

  /// The architecture that the kernel's file is for, and what in it says so.
  public var machine: (architecture: Architecture, source: FactSource)?

  /// The architecture that a flag, or else the kernel's file or the configuration names; nil if none does.
  public var architecture: Architecture? {
    flags.architecture ?? machine?.architecture ?? config.flatMap { Architecture.told(by: $0)?.architecture }
  }

  /// Makes sources with a preset only.
  public init(preset: ProfilePreset) { self.preset = preset }
}
