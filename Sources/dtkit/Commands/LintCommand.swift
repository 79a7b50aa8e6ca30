import ArgumentParser
import DTS
import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import SystemPackage

/// `dtkit lint`: what is wrong with trees, as far as Linux's treatment of memory goes.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what Linux will refuse, ignore or lose of the memory that device trees reserve.",
    discussion: """
      Each finding says where, what and why, and offers a mend that the boot model has tried. docs/rules.md explains \
      every rule.

      EXAMPLE
        dtkit lint build/ls3a5000/zone0.dts --profile 6.13
      """)

  @Argument(help: ArgumentHelp("Trees, sources or blobs; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  @OptionGroup(title: "What is known of the kernel") var kernel: KernelOptions

  @Option(help: "How to answer: text or json.")
  var format: OutputFormat = .text

  @Option(help: "From which level on findings make the exit code 1: error, warning or note.")
  var failOn: FailLevel = .error

  @Flag(help: "Show notes too: what is worth knowing where nothing is wrong. JSON always has them.")
  var notes = false

  func run() throws { try format.run { try report() } }

  private func report() throws {
    let facts = try KernelFacts(kernel)
    var objects: [JSONValue] = []
    var diagnostics: [Diagnostic] = []
    for file in files {
      let tree = try TreeInput(path: file, includeFolders: include)
      let sources = tree.compiled?.sources ?? SourceMap()
      let findings = Linter().lint(try facts.input(for: tree), positions: tree.compiled?.positions)
      objects += tree.warnings.map { Self.json($0, sources: sources) }
      objects += findings.map { $0.json(sources: tree.compiled?.sources, file: file) }
      let found = tree.warnings + findings.map { $0.diagnostic(file: file) }
      if format == .text {
        Findings.print(found.filter { isShown($0) }, sources: sources, to: .standardOutput)
      }
      diagnostics += found
    }
    switch format {
    case .json: Files.print(JSONValue.object([("findings", .array(objects))]).text() + "\n")
    case .text: printSummary(of: diagnostics, remarks: facts.remarks)
    }
    if diagnostics.contains(where: { $0.severity >= failOn.severity }) { throw ExitCode.findings }
  }

  /// A note is no fault: a sound tree is to be answered by a line.
  private func isShown(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.severity > .note || notes || failOn == .note
  }

  private func printSummary(of diagnostics: [Diagnostic], remarks: [String]) {
    let trees = files.count == 1 ? files[0] : "\(files.count) trees"
    let hidden = diagnostics.count { !isShown($0) }
    let shown = Findings.summary(diagnostics.filter { isShown($0) })
    let counts = shown.isEmpty ? "nothing wrong was found" : shown
    let more =
      hidden == 0
      ? "" : "; \(hidden) note\(hidden == 1 ? "" : "s") (--notes shows \(hidden == 1 ? "it" : "them"))"
    Files.print("\(trees): \(counts)\(more)\(remarks.map { "; \($0)" }.joined())\n")
  }

  /// A warning of the compiler in the form of a finding.
  private static func json(_ warning: Diagnostic, sources: SourceMap) -> JSONValue {
    .object(
      [("rule", .optional(warning.rule)), ("level", .string(warning.severity.rawValue))]
        + JSONValue.place(of: warning.range, in: sources) + [
          ("node", .null), ("message", .string(warning.message)), ("cause", .null),
          ("help", .optional(warning.help)), ("basis", .string("fact")),
        ])
  }
}
