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

/// Everything that may know facts about the kernel, in the order in which it is asked: flags, vmlinux,
/// System.map, .config, preset.
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
  /// The named profile.
  public var preset: ProfilePreset

  /// The architecture that a flag or else the configuration names; nil if neither does.
  public var architecture: Architecture? {
    flags.architecture ?? config.flatMap { Architecture.told(by: $0)?.architecture }
  }

  /// Makes sources with a preset only.
  public init(preset: ProfilePreset) { self.preset = preset }
}
