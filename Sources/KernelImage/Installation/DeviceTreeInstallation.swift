/// A device tree source that is to be built into a LoongArch kernel, with the local files that it takes in.
///
/// Nothing is written here: a tree's files go in, and what would have to change comes out.
public struct DeviceTreeInstallation: Sendable {
  /// The `.dts` first, then the files that it takes in; names are relative to its folder.
  public var sources: [NamedBytes]
  /// Names of files that may be replaced although another board of the tree takes them in.
  public var replaceable: Set<String>

  /// Describes an installation; `LocalSources` collects the files.
  public init(sources: [NamedBytes], replaceable: Set<String> = []) {
    self.sources = sources
    self.replaceable = replaceable
  }

  /// What has to change in `tree` so that its next `make` builds the device tree in.
  ///
  /// The plan for a tree that already is so is empty.
  /// Complexity: O(bytes of the tree's files and the sources).
  /// - Throws: `InstallationError` where the tree, its configuration or a name does not allow it.
  public func plan(in tree: KernelTree) throws(InstallationError) -> InstallationPlan {
    let name = try checkedName()
    let (version, rule) = try Self.checkedRule(of: tree)
    let configuration = try Self.checkedConfiguration(of: tree)
    var plan = InstallationPlan(files: [], name: name, version: version, rule: rule, remarks: [])
    plan.files += try sourceFiles(in: tree)
    if let file = try makefile(for: plan, in: tree, configuration) { plan.files.append(file) }
    if let file = try Self.configurationFile(for: name, configuration) { plan.files.append(file) }
    plan.remarks = remarks(on: plan, in: tree, configuration)
    return plan
  }

  /// Whether a byte can stand in the name of a built-in tree: the wrapper turns only `-` into `_`.
  ///
  /// Source: `cmd_wrap_S_dtb` in `scripts/Makefile.dtbs`, Linux 6.13; `cmd_wrap_dtbs` in
  /// `scripts/Makefile.vmlinux`, Linux 6.14.
  static func isNameByte(_ byte: UInt8) -> Bool { byte.isWordByte || byte == UInt8(ascii: "-") }

  /// The first source's name without `.dts`.
  private func checkedName() throws(InstallationError) -> String {
    guard let root = sources.first else { throw .noSource }
    guard root.name.hasSuffix(".dts") else { throw .notASource(root.name) }
    let name = String(root.name.dropLast(4))
    if let position = Array(name.utf8).firstIndex(where: { !Self.isNameByte($0) }) {
      throw .unusableName(name, position: position)
    }
    // A leading "-" would be taken for an option by the programs of the build.
    guard !name.isEmpty, !name.hasPrefix("-") else { throw .unusableName(name, position: 0) }
    return name
  }

  private static func checkedRule(
    of tree: KernelTree
  ) throws(InstallationError) -> (KernelVersion, BuiltInRule) {
    guard let version = tree.version else { throw .notALinuxTree }
    guard tree.files[KernelTree.kconfigPath] != nil else { throw .noLoongArch(version) }
    guard let rule = tree.builtInRule else { throw .noBuiltInTrees(version) }
    guard tree.files[KernelTree.deviceTreeMakefilePath] != nil else { throw .noDeviceTreeFolder(version) }
    guard rule == .linkStep || tree.buildsDeviceTreeFolder else { throw .folderNotBuilt }
    return (version, rule)
  }

  private static func checkedConfiguration(
    of tree: KernelTree
  ) throws(InstallationError) -> KernelConfig {
    guard let configuration = tree.configuration else { throw .noConfiguration }
    // A LoongArch kernel always has the symbol; a bare defconfig does not, but then nothing else is known
    // either.
    guard configuration.isBuiltIn("LOONGARCH") else { throw .foreignConfiguration }
    guard configuration.isBuiltIn("OF") else {
      throw .deviceTreesDisabled(line: configuration.line(of: "OF"))
    }
    return configuration
  }
}

extension KernelTree {
  /// Whether the architecture's Kbuild goes into the folder of the trees; true where that file is not known.
  var buildsDeviceTreeFolder: Bool {
    guard let text = files[Self.kbuildPath] else { return true }
    return Makefile(text).assignments.contains { assignment in
      assignment.variable.hasPrefix("obj-")
        && assignment.words.contains { text.string($0) == "boot/dts/" || text.string($0) == "boot/" }
    }
  }
}
