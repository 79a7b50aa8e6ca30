extension InstallationError {
  /// What is wrong, in lower case, without a full stop.
  public var message: String {
    switch self {
    case .notALinuxTree:
      "this is no Linux source tree: its Makefile is missing or states no VERSION and PATCHLEVEL"
    case .noLoongArch(let version): "Linux \(version) here has no arch/loongarch/Kconfig"
    case .noBuiltInTrees(let version):
      "Linux \(version) has no CONFIG_BUILTIN_DTB for LoongArch; Linux 6.8 was the first that had it"
    case .noDeviceTreeFolder(let version):
      "Linux \(version) here has no Makefile in \(KernelTree.deviceTreeFolder)"
    case .folderNotBuilt: "no line builds boot/dts/, so no device tree is linked into the kernel"
    case .noConfiguration: "the kernel has no configuration yet"
    case .foreignConfiguration:
      "CONFIG_LOONGARCH is not set: the configuration is another architecture's or incomplete"
    case .deviceTreesDisabled: "CONFIG_OF is not set, and the next make drops CONFIG_BUILTIN_DTB without it"
    case .noSource: "there is no device tree source to install"
    case .notASource(let name): "'\(name)' does not end in .dts"
    case .unusableName(let name, let position): unusable(name, position)
    case .unusableFileName(let name):
      "'\(name)' is no name for a file in \(KernelTree.deviceTreeFolder)"
    case .nameTwice(let name): "two different files to install are called '\(name)'"
    case .usedByAnotherTree(let file, let board):
      "the tree has another '\(file)', which '\(board)' takes in and which replacing it would change"
    case .listNotEditable: "the list dtb-y is written in a way that a name added to it has no effect"
    }
  }

  private func unusable(_ name: String, _ position: Int) -> String {
    guard !name.isEmpty else { return "a device tree needs a name before .dts" }
    let byte = Array(name.utf8).dropFirst(position).first ?? 0
    let shown =
      (0x21...0x7e).contains(byte) ? "'\(UnicodeScalar(byte))'" : "byte 0x\(String(byte, radix: 16))"
    return "\(shown) in the name '\(name)' cannot be part of the assembler symbol __dtb_…_begin"
  }

  /// How to mend it.
  public var help: String {
    switch self {
    case .notALinuxTree: "name the top folder of a Linux source tree"
    case .noLoongArch: "take a tree with LoongArch (Linux 6.8 or later)"
    case .noBuiltInTrees: "take Linux 6.8 or later, or hand the tree over from the firmware"
    case .noDeviceTreeFolder: "restore \(KernelTree.deviceTreeMakefilePath) from the kernel's own sources"
    case .folderNotBuilt: "add the line: obj-$(CONFIG_BUILTIN_DTB) += boot/dts/"
    case .noConfiguration: "run make ARCH=loongarch defconfig first"
    case .foreignConfiguration:
      "run make ARCH=loongarch defconfig, or olddefconfig on a LoongArch configuration"
    case .deviceTreesDisabled: "run ./scripts/config -e OF and then make ARCH=loongarch olddefconfig"
    case .noSource, .notASource: "name the board's .dts file"
    case .unusableName(let name, _): "rename it to \(Self.usableName(for: name)).dts"
    case .unusableFileName: "put the file beside the .dts, or below it, and name it from there"
    case .nameTwice: "rename one of them"
    case .usedByAnotherTree(let file, _):
      "rename your '\(file)', or say that it may be replaced if the other board is yours too (--replace \(file))"
    case .listNotEditable: "add the .dtb to dtb-y by hand"
    }
  }

  /// `name` with every byte that cannot be used turned into an underscore.
  static func usableName(for name: String) -> String {
    guard !name.isEmpty else { return "board" }
    return String(name.map { $0.utf8.allSatisfy(DeviceTreeInstallation.isNameByte) ? $0 : "_" })
  }
}
