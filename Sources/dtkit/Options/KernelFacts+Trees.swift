import DTS
import DeviceTree
import FileSystem
import LinuxBoot
import SourceDiagnostics

extension KernelFacts {
  /// Refuses what the boot model can say nothing true of: overlays, and trees of machines that it does not know.
  static func checkBoots(_ input: TreeInput, as architecture: String?) throws(CommandError) {
    let tree = input.tree
    let isOverlay =
      input.compiled?.isPlugin ?? false
      || tree.children(of: tree.root).contains { tree.child(named: "__overlay__", of: $0) != nil }
    if isOverlay, tree.child(named: "cpus", of: tree.root) == nil {
      throw CommandError(
        "\(input.path): this is an overlay: it says nothing of a boot by itself",
        help: "dtkit overlay applies it to its base; give that tree", path: input.path)
    }
    try checkNames(input)
    guard architecture == nil, let (name, source) = Architecture.unmodelled(in: tree) else { return }
    let known = Architecture.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandError(
      "\(input.path): a tree for \(name) (\(source.text)); how Linux boots is known for \(known)",
      help: "if it is one of them, --arch says which", path: input.path)
  }

  /// Linux names regions in its messages, which have at most 1024 bytes (`PRINTKRB_RECORD_MAX`, and before it
  /// `LOG_LINE_MAX`, kernel/printk/internal.h): a name that none could hold would stand in what is said of every
  /// region that meets this one.
  private static func checkNames(_ input: TreeInput) throws(CommandError) {
    let tree = input.tree
    guard let parent = tree.node(at: "/reserved-memory") else { return }
    for region in tree.children(of: parent) where tree.nameBytes(of: region).count > 1024 {
      throw CommandError(
        "\(input.path): the name \(tree.name(of: region).shownInMessage) of a region has "
          + "\(tree.nameBytes(of: region).count) bytes; a message of Linux has at most 1024",
        help: "give it a shorter name")
    }
  }

  /// What was assumed for one boot: the architecture, if nothing told it, and what the call leaves open.
  func remarks(on input: BootInput) -> [String] {
    let architecture = input.profile.architecture
    guard architecture.source.isAssumed else { return remarks }
    return ["nothing tells the architecture: taken as \(architecture.value.rawValue) (settle it with --arch)"]
      + remarks
  }
}
