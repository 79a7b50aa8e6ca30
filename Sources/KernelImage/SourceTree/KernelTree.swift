/// The few files of a Linux source tree that decide how a device tree gets into its LoongArch kernel.
///
/// Paths are relative to the top of the tree. Files that do not exist are left out.
public struct KernelTree: Sendable {
  /// The contents of each file that was there.
  public var files: [String: [UInt8]]

  /// Takes the files that were read.
  public init(files: [String: [UInt8]]) { self.files = files }

  /// The top-level Makefile, which states the version.
  public static let topMakefilePath = "Makefile"
  /// The architecture's options: whether device trees can be built in, and by which rule.
  public static let kconfigPath = "arch/loongarch/Kconfig"
  /// The list of folders that the architecture builds.
  public static let kbuildPath = "arch/loongarch/Kbuild"
  /// The folder that holds the device tree sources.
  public static let deviceTreeFolder = "arch/loongarch/boot/dts"
  /// The folders in which a kernel build looks for what its device trees include, besides their own.
  ///
  /// Source: `dtc_cpp_flags` in `scripts/Makefile.lib`, Linux 6.13.
  public static let includeFolders = [
    deviceTreeFolder, "scripts/dtc/include-prefixes", "include",
  ]
  /// The Makefile of that folder.
  public static let deviceTreeMakefilePath = "arch/loongarch/boot/dts/Makefile"
  /// The rules that link the kernel.
  public static let linkRulesPath = "scripts/Makefile.vmlinux"
  /// The configuration of the kernel; with a build folder of its own, the one there.
  public static let configurationPath = ".config"

  /// The files to read where they exist, beside every `.dts`, `.dtsi` and `.h` in and below
  /// `deviceTreeFolder`.
  public static let pathsToRead = [
    topMakefilePath, kconfigPath, kbuildPath, deviceTreeMakefilePath, linkRulesPath, configurationPath,
  ]

  /// The kernel's version; nil where the top-level Makefile states none.
  public var version: KernelVersion? {
    files[Self.topMakefilePath].flatMap { KernelVersion(topMakefile: $0) }
  }

  /// The configuration; nil where there is none yet.
  public var configuration: KernelConfig? { files[Self.configurationPath].map { KernelConfig($0) } }
}
