import FileSystem
import KernelImage
import LinuxBoot
import SystemPackage

/// The folder of a Linux source tree, checked to be one.
struct KernelTreeFolder {
  /// The folder as it was given.
  let path: String
  /// The version that its Makefile states.
  let version: String
  /// Where the version stands.
  var source: FactSource { .sourceTree("Makefile in \(name)") }
  /// What the tree is called in sources of facts: a long path would fill the list.
  private var name: String { path.count <= 16 ? path : FilePath(path).lastComponent?.string ?? path }
  private let code: [String: [UInt8]]

  /// Reads the files that decide what happens to memory early.
  init(_ path: String) throws(CommandError) {
    self.path = path
    try Self.checkFolder(path, option: "--kernel-tree")
    let makefile = try Self.read(KernelTree.topMakefilePath, in: path)
    guard let version = KernelTree(files: [KernelTree.topMakefilePath: makefile ?? []]).version else {
      throw CommandError(
        "\(path): no Linux source tree: "
          + (makefile == nil ? "there is no Makefile" : "its Makefile states no VERSION"),
        help: "name the folder that has the kernel's Makefile, arch/ and drivers/", path: path)
    }
    self.version = "\(version)"
    var code: [String: [UInt8]] = [:]
    for name in DetectedFeatures.paths { code[name] = try Self.read(name, in: path) }
    self.code = code
    guard code["drivers/of/fdt.c"] != nil else {
      throw CommandError(
        "\(path): no whole Linux source tree: drivers/of/fdt.c is missing",
        help: "name a tree with the kernel's code", path: path)
    }
  }

  /// The features of the code.
  func features(for architecture: Architecture) -> DetectedFeatures {
    DetectedFeatures(version: version, architecture: architecture, tree: name) { code[$0] }
  }

  /// A tree may have been cut down to one architecture, or be older than it.
  func checkArchitecture(_ architecture: Architecture) throws(CommandError) {
    let folder =
      switch architecture {
      case .loongarch64: "arch/loongarch"
      case .arm64: "arch/arm64"
      case .riscv64: "arch/riscv"
      }
    guard !POSIX.isFolder(FilePath(path).appending(folder).string) else { return }
    throw CommandError(
      "\(path): Linux \(version) in it has no \(folder), and the kernel is one for \(architecture.rawValue)",
      help: "name the tree that the kernel was built from; --arch says which architecture that is", path: path
    )
  }

  /// A kernel that was built from another series has other features than this code shows.
  func check(against file: KernelFileFacts?) throws(CommandError) {
    guard let built = file?.version?.text, let have = KernelRelease(version),
      let wanted = KernelRelease(built), !have.isSameSeries(as: wanted)
    else { return }
    throw CommandError(
      "\(path): the source of Linux \(version), and the kernel was built from \(built)",
      help: "name the tree that the kernel was built from", path: path)
  }

  /// Stops where there is no folder at `path`, or something else.
  static func checkFolder(_ path: String, option: String) throws(CommandError) {
    guard !POSIX.isFolder(path) else { return }
    let what = POSIX.exists(path) ? "no folder" : "no such folder"
    throw CommandError("\(path): \(what)", help: "\(option) names the top of a Linux source tree", path: path)
  }

  /// A file of a tree; nil if it is not there.
  static func read(_ name: String, in path: String) throws(CommandError) -> [UInt8]? {
    try Files.readIfPresent(FilePath(path).appending(name).string, limit: 16 << 20)
  }
}
