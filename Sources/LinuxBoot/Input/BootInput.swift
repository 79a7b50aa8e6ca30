public import DeviceTree

/// Everything a prediction is made from.
public struct BootInput: Sendable {
  /// The tree that Linux boots with.
  public var tree: DeviceTree
  /// `fdt_totalsize` of the blob in bytes: what Linux reserves for it.
  public var blobSize: UInt64
  /// What is known of the kernel.
  public var profile: KernelProfile
  /// Replaces `bootargs` of /chosen (`--cmdline`).
  public var commandLineOverride: String?
  /// What the boot loader passes; Linux for LoongArch adds it to the tree's (`--append`).
  public var bootLoaderCommandLine: String?
  /// The command line of a boot log (`settled(by:)`), where neither tree nor call has one.
  public internal(set) var loggedCommandLine: Logged<String>?
  /// The initrd in physical memory (`--initrd`); nil takes what /chosen says.
  public var initrd: MemoryRange?
  /// What UEFI says of memory; nil for a boot without UEFI.
  public var efi: EFIInformation?
  /// The firmware hands over ACPI tables (`--acpi`), as `efi` may say too.
  public var hasACPI = false
  /// The initrd's contents, as far as Linux looks into them before it reads /reserved-memory.
  public var initrdContents: InitrdContents?
  /// Nodes of /reserved-memory that firmware adds in front of the others (`adding(_:at:)`).
  public internal(set) var firmwareNodes: [DeviceTree.NodeID] = []
  /// Names of nodes that firmware leaves out since the tree has them.
  public internal(set) var firmwareNameClashes: [String] = []

  /// Makes an input; without a size, the blob is as large as the tree is when it is flattened.
  public init(tree: DeviceTree, profile: KernelProfile, blobSize: UInt64? = nil) {
    self.tree = tree
    self.profile = profile
    self.blobSize = blobSize ?? UInt64(tree.flattened().count)
  }

  /// The same boot with another tree, for trying a change: the blob's size changes as the flattened trees do.
  public func with(tree changed: DeviceTree) -> BootInput {
    var input = self
    let (before, after) = (UInt64(tree.flattened().count), UInt64(changed.flattened().count))
    input.tree = changed
    input.blobSize = blobSize &- before &+ after
    return input
  }

  /// ACPI tables come before the tree on LoongArch (`fdt_setup`), where Linux then does not read it at all.
  public var prefersACPI: Bool {
    profile.architecture.value == .loongarch64 && (hasACPI || efi?.hasACPI == true)
  }

  /// Linux reads the tree before it reads memory.
  public var readsTree: Bool { profile.preset.earlyBoot.readsTree && !prefersACPI }

  /// The command line that Linux ends up with (`early_init_dt_scan_chosen`, then LoongArch's
  /// `bootcmdline_init`).
  public var commandLine: CommandLine {
    var line = CommandLine()
    if let forced = profile.forcedCommandLine.value {
      line.append(forced, from: profile.forcedCommandLine.source)
      return line
    }
    let reader = FlatReader(tree, isRead: !prefersACPI)
    if let text = commandLineOverride {
      line.append(text, from: .flag("--cmdline"))
    } else if let chosen = reader.chosen, let text = reader.string("bootargs", of: chosen) {
      line.append(text, from: .tree(tree.path(of: chosen) + "/bootargs"))
    } else if let logged = loggedCommandLine {
      line.append(logged.value, from: .log(logged.line))
    }
    let builtIn = profile.builtInCommandLine
    if profile.extendsCommandLine.value {
      line.append(" " + builtIn.value, from: profile.extendsCommandLine.source)
    } else if line.text.isEmpty {
      line.append(builtIn.value, from: builtIn.source)
    }
    if let text = bootLoaderCommandLine, !text.isEmpty {
      let separator = line.text.isEmpty ? "" : " "
      if !Self.contains(line.text, text) { line.append(separator + text, from: .flag("--append")) }
    }
    return line
  }

  /// Whether `text` contains `part` (`strstr`); Foundation, which has it, is not used here.
  ///
  /// Complexity: O(n·m), both at most `CommandLine.limit` bytes.
  private static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (
      Array(text.utf8.prefix(CommandLine.limit)), Array(part.utf8.prefix(CommandLine.limit))
    )
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}
