public import SourceDiagnostics

/// Why a device tree cannot be installed into a kernel tree.
public enum InstallationError: Error, Hashable, Sendable {
  /// The top-level Makefile is missing or states no version.
  case notALinuxTree
  /// There is no LoongArch in the tree.
  case noLoongArch(KernelVersion)
  /// The tree cannot build in a device tree: Linux before 6.8.
  case noBuiltInTrees(KernelVersion)
  /// There is no Makefile in the folder of the device trees.
  case noDeviceTreeFolder(KernelVersion)
  /// The architecture's Kbuild does not build the folder of the device trees, so nothing in it is linked.
  case folderNotBuilt
  /// There is no configuration yet.
  case noConfiguration
  /// The configuration is not one for LoongArch, or was never completed.
  case foreignConfiguration
  /// `CONFIG_OF` is off, so that the next `make` drops `CONFIG_BUILTIN_DTB`; `line` is where the file says
  /// so.
  case deviceTreesDisabled(line: Int?)
  /// There is nothing to install.
  case noSource
  /// The first file to install does not end in `.dts`.
  case notASource(String)
  /// The name holds a byte that no assembler symbol can hold; `position` counts bytes from 0.
  case unusableName(String, position: Int)
  /// A file's name leads out of the folder or would replace one of the tree's own build files.
  case unusableFileName(String)
  /// Two files to install have one name and different contents.
  case nameTwice(String)
  /// A file of that name exists with other contents and another board's tree takes it in.
  case usedByAnotherTree(file: String, board: String)
  /// The list of trees in the Makefile is written in a way that adding to it had no effect.
  case listNotEditable(line: Int?)

  /// The file that it is about, relative to the top of the tree where it is one of the tree's.
  public var path: String {
    switch self {
    case .notALinuxTree: KernelTree.topMakefilePath
    case .noLoongArch, .noBuiltInTrees: KernelTree.kconfigPath
    case .noDeviceTreeFolder, .listNotEditable: KernelTree.deviceTreeMakefilePath
    case .folderNotBuilt: KernelTree.kbuildPath
    case .noConfiguration, .foreignConfiguration, .deviceTreesDisabled: KernelTree.configurationPath
    case .noSource: KernelTree.deviceTreeFolder
    case .notASource(let name), .unusableFileName(let name), .nameTwice(let name): name
    case .unusableName(let name, _): name + ".dts"
    case .usedByAnotherTree(let file, _): "\(KernelTree.deviceTreeFolder)/\(file)"
    }
  }

  /// Whether that file is one of the tree's, so that its path begins at the tree's top.
  public var isInTree: Bool {
    switch self {
    case .notASource, .unusableFileName, .nameTwice, .unusableName: false
    default: true
    }
  }

  /// The line of that file, counted from 1, where one is at fault.
  public var line: Int? {
    switch self {
    case .deviceTreesDisabled(let line), .listNotEditable(let line): line
    default: nil
    }
  }

  /// The error for the user: subject `path:line`, what is wrong, and how to mend it.
  public var diagnostic: Diagnostic {
    let subject = line.map { "\(path):\($0)" } ?? path
    return Diagnostic(.error, message, help: help, subject: subject)
  }
}

extension InstallationError: CustomStringConvertible {
  /// The place and the message on one line.
  public var description: String {
    "\(line.map { "\(path):\($0)" } ?? path): \(message)"
  }
}
