import ArgumentParser
import DTS
import DeviceTreeLint
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

  @OptionGroup var reading: ReadingOptions

  @OptionGroup(title: "What is known of the kernel") var kernel: KernelOptions

  @OptionGroup(title: "What to compare with") var other: ComparisonOptions

  @OptionGroup(title: "Drawings") var drawings: DrawingOptions

  @OptionGroup(title: "What really happened") var logs: LogOptions

  @Flag(help: "Show every fact about the kernel, its value and where that came from.")
  var facts = false

  @Flag(help: "Show long lists whole; else many lines in which all is in order are folded into one.")
  var all = false

  @OptionGroup(title: "Mending") var fixing: FixOptions

  func run() throws { try reading.format.run(about: file) { try report(&$0) } }

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
    if !other.isEmpty, reading.format == .sarif {
      throw CommandError("--compare says what changes, and no findings", help: "--format json says it too")
    }
  }

  private func report(_ answer: inout Answer) throws {
    let inputs = [file, other.compare, logs.log, logs.iomem, kernel.kernel, kernel.config, kernel.systemMap]
    try drawings.check(reading.format, inputs: inputs.compactMap { $0 })
    try checkParts()
    try other.check(file, drawings)
    let log = try LogInput(logs)
    let known = try KernelFacts(kernel, log: log)
    var tree = try TreeInput(path: file, includeFolders: reading.include)
    var members: [(String, JSONValue)] = []
    var findings: [Finding]?
    if fixing.isWanted {
      let fix = TreeFix(options: fixing, facts: known, includeFolders: reading.include)
      let made = try fix.mended(tree)
      try fix.write(made)
      if answer.form == .text {
        fix.show(made)
        fix.showLeft(made)
      }
      (tree, members, findings) = (made.tree, fix.members(made), made.findings)
      // The patch is for `patch -p1`: nothing else goes where it goes.
      if fixing.diff, answer.form == .text { return }
    }
    answer.tellWarnings(of: tree)
    let input = try known.input(for: tree)
    let remarks = known.remarks(on: input)
    if let log {
      let report = LogReport(
        reading: LogReading(log.boot, input), log: log, tree: file, remarks: remarks, showsFacts: facts,
        style: .standardOutput)
      answer.point(to: report.findings, in: log.sources)
      return answer.give(report.text, json: report.members)
    }
    let prediction = input.prediction()
    if !other.isEmpty {
      let second = try other.boot(
        instead: kernel, of: file, includeFolders: reading.include, telling: &answer)
      let first = ComparedBoot(path: file, prediction: prediction, remarks: remarks)
      let report = ComparisonReport(first, second, showsFacts: facts, style: .standardOutput)
      return answer.give(report.text, json: report.members)
    }
    let drawn = try drawings.write(prediction, of: file, remarks: remarks)
    if drawings.takesStandardOutput { return }
    // What is foretold has no place in a text; what lint says of it has.
    if answer.form == .sarif {
      let found = findings ?? Linter().lint(input, positions: tree.compiled?.positions)
      try tree.checkPaths(of: found.map(\.node), help: "nest the nodes less deeply")
      answer.tell(found, of: tree)
    }
    let report = MemoryReport(
      path: file, prediction: prediction, remarks: remarks, showsFacts: facts, showsAll: all,
      style: .standardOutput)
    answer.give(
      report.text + (drawn.isEmpty ? "" : "\nDrawn: \(drawn.joined(separator: ", "))\n"),
      json: prediction.members(remarks: remarks) + members)
  }
}
