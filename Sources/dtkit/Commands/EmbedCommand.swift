import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import KernelImage
import LinuxBoot
import SecondOpinion
import SourceDiagnostics
import SystemPackage

/// `dtkit embed`: puts a device tree into a kernel source tree, so that the next build links it in.
struct EmbedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Put a device tree into a LoongArch kernel source tree as its built-in tree.",
    discussion: """
      Copies the source and the local files it includes to arch/loongarch/boot/dts, adds it to the Makefile there in \
      the tree's own style, and sets CONFIG_BUILTIN_DTB and CONFIG_BUILTIN_DTB_NAME in .config. Doing it twice \
      changes nothing more; on an error nothing is changed.

      EXAMPLE
        dtkit embed --tree linux-6.13 --dts build/ls3a5000/linux1.dts --dry-run
      """)

  @Option(help: ArgumentHelp("The top of the Linux source tree.", valueName: "folder"))
  var tree: String

  @Option(
    help: ArgumentHelp(
      "The source of the device tree; its name becomes the built-in tree's.", valueName: "file"))
  var dts: String

  @Option(
    help: ArgumentHelp(
      "The build folder that has .config, if it is not the tree itself.", valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp("A file that may be replaced although other boards include it.", valueName: "name"))
  var replace: [String] = []

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp(
      "A folder to look for includes in, besides the tree's include and device-tree folders.",
      valueName: "folder"))
  var include: [String] = []

  @Flag(help: "Print the change as a patch and write nothing.")
  var dryRun = false

  @Option(help: AnswerForm.help)
  var format: AnswerForm = .text

  func run() throws { try format.run(about: dts) { try embed(&$0) } }

  private func embed(_ answer: inout Answer) throws {
    if dts == "-" {
      throw CommandError("the built-in tree is named after its file, so it cannot come from standard input")
    }
    let input = try TreeInput(
      path: dts, includeFolders: include + KernelTree.includeFolders.map { path(of: $0) })
    try checkKind(of: input)
    let sources = try checkedSources(of: input)
    let kernel = KernelTree(files: try kernelFiles())
    let plan: InstallationPlan
    do throws(InstallationError) {
      let installation = DeviceTreeInstallation(sources: sources, replaceable: Set(replace))
      plan = try installation.plan(in: kernel)
    } catch {
      var diagnostic = error.diagnostic
      // The room knows the tree's paths; the user wants them as they are on the disk.
      if error.isInTree, let subject = diagnostic.subject { diagnostic.subject = path(of: subject) }
      throw UnusableSource(path: dts, diagnostics: [diagnostic], sources: SourceMap())
    }
    answer.tellWarnings(of: input)
    answer.tell(plan.remarks, sources: SourceMap())
    for name in replace where !sources.contains(where: { $0.name == name }) {
      throw CommandError("--replace \(name): nothing of that name is installed")
    }
    if !dryRun {
      var files = OutputFiles()
      for file in plan.files { files.add(path(of: file.path), file.after) }
      try files.write()
      answer.tell(lostNames(of: input, plan: plan, configuration: kernel.configuration), of: input)
    } else if answer.form == .text {
      // Standard output is for the patch alone.
      return plan.isEmpty ? Files.print(text(of: plan), to: .standardError) : Files.write(plan.patch)
    }
    answer.give(text(of: plan), json: members(of: plan))
  }

  /// A plan is no tree of a machine yet, and a tree of another architecture does not boot this kernel.
  private func checkKind(of input: TreeInput) throws(CommandError) {
    if input.tree.node(at: "/domains") != nil {
      throw CommandError(
        "\(dts): a zone plan, and no tree of one machine",
        help: "dtkit zones build \(dts) -o FOLDER makes a tree for each zone; embed one of these")
    }
    if let told = Architecture.told(by: input.tree), told.architecture != .loongarch64 {
      throw CommandError(
        "\(dts): a tree for \(told.architecture.rawValue) (\(told.source.text)), not for LoongArch")
    }
  }

  /// The source and what it includes, after it was compiled and the blob read back through libfdt: what cannot be
  /// compiled here would stop the kernel's build.
  private func checkedSources(of input: TreeInput) throws -> [NamedBytes] {
    guard input.isSource else {
      throw CommandError(
        "\(dts): a kernel tree takes in the source of a device tree, and this is a blob",
        help: "dtc -I dtb -O dts -o NAME.dts \(dts) makes one")
    }
    do throws(AgreedBlob.Disagreement) {
      _ = try AgreedBlob(of: input.tree)
    } catch {
      throw CommandError("\(dts): libfdt reads the tree otherwise: \(error.differences[0])")
    }
    let path = FilePath(dts)
    let folder = path.removingLastComponent()
    let root = NamedBytes(name: path.lastComponent?.string ?? dts, bytes: try Files.read(dts))
    let local = LocalSources(root: root) { try? Files.readIfPresent(folder.appending($0).string) }
    if let missing = local.missing.first(where: \.leavesFolder) {
      throw CommandError(
        "\(missing.file) includes \"\(missing.reference.name)\", which lies outside its folder",
        help: "move the file beside \(dts), or include it in <> from the kernel's include folders")
    }
    return local.sources
  }

  private func kernelFiles() throws -> [String: [UInt8]] {
    try KernelTreeFolder.checkFolder(tree, option: "--tree")
    if let output, !POSIX.isFolder(output) {
      throw CommandError(
        "\(output): no such folder", help: "--output names the folder of O= in the kernel's build")
    }
    var files: [String: [UInt8]] = [:]
    for name in KernelTree.pathsToRead { files[name] = try Files.readIfPresent(path(of: name)) }
    let folder = FilePath(tree).appending(KernelTree.deviceTreeFolder)
    for name in POSIX.files(below: folder.string)
    where name.hasSuffix(".dts") || name.hasSuffix(".dtsi") || name.hasSuffix(".h") {
      files["\(KernelTree.deviceTreeFolder)/\(name)"] = try Files.read(folder.appending(name).string)
    }
    return files
  }

  /// Where a file of the tree lies; the configuration may lie in a build folder of its own.
  func path(of name: String) -> String {
    let top = name == KernelTree.configurationPath ? output ?? tree : tree
    return FilePath(top).appending(name).string
  }
}
