/// Where a fact about the kernel came from.
public enum FactSource: Hashable, Sendable {
  /// A flag of the call; the name with its dashes.
  case flag(String)
  /// A symbol of the kernel's ELF file.
  case vmlinux(String)
  /// A part of a kernel file that has no name of its own, such as an image's header.
  case image(String)
  /// A line of the kernel's source tree.
  case sourceTree(String)
  /// A symbol of System.map.
  case systemMap(String)
  /// A symbol of .config.
  case config(String)
  /// A line of a boot log, from 1 on.
  case log(Int)
  /// A line of the text of /proc/iomem, from 1 on.
  case iomem(Int)
  /// A named profile.
  case preset(String)
  /// A node or property of the tree, by path.
  case tree(String)
  /// Nothing said it; why this value was taken.
  case assumed(String)

  /// Whether nothing said it.
  public var isAssumed: Bool {
    if case .assumed = self { true } else { false }
  }

  /// Whether a flag of the call says it, or a file about the kernel that the call names.
  public var isGiven: Bool {
    switch self {
    case .flag, .vmlinux, .image, .sourceTree, .systemMap, .config: true
    case .log, .iomem, .preset, .tree, .assumed: false
    }
  }

  /// The source in words, as `--facts` and the JSON print it.
  public var text: String {
    switch self {
    case .flag(let name): name
    case .vmlinux(let symbol): "vmlinux \(symbol)"
    case .image(let part): "kernel's \(part)"
    case .sourceTree(let place): place
    case .systemMap(let symbol): "System.map \(symbol)"
    case .config(let symbol): ".config \(symbol)"
    case .log(let line): "log line \(line)"
    case .iomem(let line): "/proc/iomem line \(line)"
    case .preset(let name): "preset \(name)"
    case .tree(let path): "tree \(path)"
    case .assumed(let why): "assumed: \(why)"
    }
  }
}
