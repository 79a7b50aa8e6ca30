import ArgumentParser
import DTS
import FileSystem
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

      With --log the prediction is held against the log of a boot: where do they part, and which fact must be different?

      EXAMPLES
        dtkit memory build/ls3a5000/zone0.dts --profile 6.13
        dtkit memory build/ls3a5000/zone0.dts --profile 6.13 --html memory.html
        dtkit memory build/ls3a5000/zone0.dts --profile 6.11 --compare-profile 7.2
        dtkit memory build/ls3a5000/zone0.dts --log serial.log
      """)

  @Argument(help: ArgumentHelp("The tree, source or blob; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  @OptionGroup(title: "What is known of the kernel") var kernel: KernelOptions

  @OptionGroup(title: "What to compare with") var other: ComparisonOptions

  @OptionGroup(title: "Drawings") var drawings: DrawingOptions

  @OptionGroup(title: "What really happened") var logs: LogOptions

  @Flag(help: "Show every fact about the kernel, its value and where that came from.")
  var facts = false

  @Flag(help: "Show long lists whole; else many lines in which all is in order are folded into one.")
  var all = false

  @OptionGroup(title: "Mending") var fixing: FixOptions

  @Option(help: "How to answer: text or json.")
  var format: OutputFormat = .text

  func run() throws { try format.run { try report() } }

  /// One call has one answer: a log's, a comparison's, or a mend's.
  private func checkParts() throws(CommandError) {
    let isLog = logs.log != nil || logs.iomem != nil
    for (isGiven, name) in [
      (!other.isEmpty, "--compare"), (fixing.isWanted, "--fix"), (!drawings.isEmpty, "--svg"),
    ]
    where isLog && isGiven {
      throw CommandError(
        "\(name) and its kin are about what is foretold, and --log about what happened",
        help: "make two calls; --log prints the arguments that agree with the log")
    }
    if !other.isEmpty, fixing.isWanted {
      throw CommandError("--compare and --fix are two answers", help: "make two calls")
    }
  }

  private func report() throws {
    let inputs = [file, other.compare, logs.log, logs.iomem, kernel.kernel, kernel.config, kernel.systemMap]
    try drawings.check(format, inputs: inputs.compactMap { $0 })
    try checkParts()
    try other.check(file, drawings)
    let log = try LogInput(logs)
    let known = try KernelFacts(kernel, log: log)
    var tree = try TreeInput(path: file, includeFolders: include)
    var members: [(String, JSONValue)] = []
    if fixing.isWanted {
      let fix = TreeFix(options: fixing, facts: known, includeFolders: include)
      let made = try fix.mended(tree)
      try fix.write(made)
      if format == .text {
        fix.show(made)
        fix.showLeft(made)
      }
      (tree, members) = (made.tree, fix.members(made))
      // The patch is for `patch -p1`: nothing else goes where it goes.
      if fixing.diff, format == .text { return }
    }
    if let compiled = tree.compiled { Findings.print(tree.warnings, sources: compiled.sources) }
    let input = try known.input(for: tree)
    let remarks = known.remarks(on: input)
    if let log {
      let report = LogReport(
        reading: LogReading(log.boot, input), log: log, tree: file, remarks: remarks, showsFacts: facts,
        style: .standardOutput)
      Files.print(format == .json ? report.json.text() + "\n" : report.text)
      return
    }
    let prediction = input.prediction()
    if !other.isEmpty {
      let second = try other.boot(instead: kernel, of: file, includeFolders: include)
      let first = ComparedBoot(path: file, prediction: prediction, remarks: remarks)
      return Files.print(
        ComparisonReport(first, second, showsFacts: facts, style: .standardOutput).answer(format))
    }
    let drawn = try drawings.write(prediction, of: file, remarks: remarks)
    if drawings.takesStandardOutput { return }
    switch format {
    case .text:
      let report = MemoryReport(
        path: file, prediction: prediction, remarks: remarks, showsFacts: facts, showsAll: all,
        style: .standardOutput)
      Files.print(report.text + (drawn.isEmpty ? "" : "\nDrawn: \(drawn.joined(separator: ", "))\n"))
    case .json:
      var json = prediction.json(remarks: remarks)
      if case .object(let own) = json { json = .object(own + members) }
      Files.print(json.text() + "\n")
    }
  }
}
