import ArgumentParser
import DTS
import LinuxBoot
import SourceDiagnostics

/// `dtkit memory`: what Linux will do with the memory that a tree describes.
struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Foretell what Linux does with the memory that a device tree describes.",
    discussion: """
      Replays what Linux does to memory up to and including its reading of /reserved-memory, and says what becomes of \
      each region and why. What is not known of the kernel is assumed and said, or tried both ways.

      EXAMPLE
        dtkit memory build/ls3a5000/zone0.dts --profile 6.13
      """)

  @Argument(help: ArgumentHelp("The tree, source or blob; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  @OptionGroup(title: "What is known of the kernel") var kernel: KernelOptions

  @Flag(help: "Show every fact about the kernel, its value and where that came from.")
  var facts = false

  @OptionGroup(title: "Mending") var fixing: FixOptions

  @Option(help: "How to answer: text or json.")
  var format: OutputFormat = .text

  func run() throws { try format.run { try report() } }

  private func report() throws {
    let known = try KernelFacts(kernel)
    var tree = try TreeInput(path: file, includeFolders: include)
    var members: [(String, JSONValue)] = []
    if fixing.isWanted {
      let fix = TreeFix(options: fixing, facts: known, includeFolders: include)
      let made = try fix.mended(tree)
      try fix.write(made)
      if format == .text { fix.show(made) }
      (tree, members) = (made.tree, fix.members(made))
      // The patch is for `patch -p1`: nothing else goes where it goes.
      if fixing.diff, format == .text { return }
    }
    if let compiled = tree.compiled { Findings.print(tree.warnings, sources: compiled.sources) }
    let prediction = try known.input(for: tree).prediction()
    switch format {
    case .text:
      let report = MemoryReport(
        path: file, prediction: prediction, remarks: known.remarks, showsFacts: facts, style: .standardOutput)
      Files.print(report.text)
    case .json:
      var json = prediction.json(remarks: known.remarks)
      if case .object(let own) = json { json = .object(own + members) }
      Files.print(json.text() + "\n")
    }
  }
}
