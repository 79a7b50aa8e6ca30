import ArgumentParser
import DTS
import FileSystem
import LinuxBoot

/// The other boot that a boot is to be compared with: of another tree, of another kernel, or of both.
struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Say only what changes with this tree instead, source or blob.", valueName: "file"))
  var compare: String?

  @Option(
    help: ArgumentHelp(
      "Say only what changes with another kernel: this version. Nothing that --profile, --kernel, --config and "
        + "--system-map say holds for it; other options hold for both.", valueName: "version"))
  var compareProfile: String?

  @Option(help: ArgumentHelp("The other kernel's ELF file.", valueName: "vmlinux"))
  var compareKernel: String?

  @Option(help: ArgumentHelp("The other kernel's configuration.", valueName: ".config"))
  var compareConfig: String?

  @Option(help: ArgumentHelp("The other kernel's symbol map.", valueName: "System.map"))
  var compareSystemMap: String?

  /// Whether nothing is to be compared.
  var isEmpty: Bool { compare == nil && !namesKernel }

  private var namesKernel: Bool {
    compareProfile != nil || compareKernel != nil || compareConfig != nil || compareSystemMap != nil
  }

  /// Finds calls that contradict themselves before anything is read.
  func check(_ file: String, _ drawings: DrawingOptions) throws(CommandError) {
    if isEmpty { return }
    if file == "-" && (compare ?? "-") == "-" {
      throw CommandError(
        "standard input can be read once only, and two boots are compared", help: "name the tree's file")
    }
    if !drawings.isEmpty {
      throw CommandError(
        "--svg and --html draw one boot, and --compare is about two", help: "draw each in a call of its own")
    }
  }

  /// The other boot; the tree is `file` where no other is named.
  func boot(
    instead kernel: KernelOptions, of file: String, includeFolders: [String], telling answer: inout Answer
  ) throws -> ComparedBoot {
    let known = try KernelFacts(otherKernel(instead: kernel))
    let tree = try TreeInput(path: compare ?? file, includeFolders: includeFolders)
    if compare != nil { answer.tellWarnings(of: tree) }
    return ComparedBoot(
      path: tree.path, prediction: try known.input(for: tree).prediction(), remarks: known.remarks)
  }

  /// The options as the other kernel has them: what describes a build is all of one kernel or of the other.
  private func otherKernel(instead kernel: KernelOptions) -> KernelOptions {
    guard namesKernel else { return kernel }
    var other = kernel
    other.profile = compareProfile
    other.kernel = compareKernel
    other.config = compareConfig
    other.systemMap = compareSystemMap
    return other
  }
}
