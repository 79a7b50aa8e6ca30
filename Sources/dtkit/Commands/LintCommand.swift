import ArgumentParser
import DTS
import DeviceTreeLint
import FileSystem
import LinuxBoot
import SourceDiagnostics

/// `dtkit lint`: what is wrong with trees, as far as Linux's treatment of memory goes.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what Linux will refuse, ignore or lose of the memory that device trees reserve.",
    discussion: """
      Each finding says where, what and why, and offers a mend that the boot model has tried. docs/rules.md explains \
      every rule, and so does dtkit explain. --fix makes the mends in the source, --diff shows them as a patch.

      EXAMPLES
        dtkit lint build/ls3a5000/zone0.dts --profile 6.13
        dtkit lint build/ls3a5000/zone0.dts --profile 6.13 --fix
        dtkit lint build/ls3a5000/zone0.dts --profile 6.13 --fix --mend 1
      """)

  @Argument(help: ArgumentHelp("Trees, sources or blobs; - is standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var reading: ReadingOptions

  @OptionGroup(title: "What is known of the kernel") var kernel: KernelOptions

  @Option(help: "From which level on findings make the exit code 1: error, warning or note.")
  var failOn: FailLevel = .error

  @OptionGroup(title: "Mending") var fixing: FixOptions

  @Flag(help: "Show notes too: what is worth knowing where nothing is wrong. JSON always has them.")
  var notes = false

  func run() throws { try reading.format.run(about: files.first) { try report(&$0) } }

  private func report(_ answer: inout Answer) throws {
    let facts = try KernelFacts(kernel)
    var objects: [JSONValue] = []
    var diagnostics: [Diagnostic] = []
    var mended = ""
    var members: [(String, JSONValue)] = []
    if fixing.output != nil, files.count > 1 {
      throw CommandError("--output takes one tree, and there are \(files.count)")
    }
    try checkNames(facts)
    for file in files {
      var tree = try TreeInput(path: file, includeFolders: reading.include)
      var findings: [Finding] = []
      var outcome: TreeFix.Outcome?
      if fixing.isWanted {
        let fix = TreeFix(options: fixing, facts: facts, includeFolders: reading.include)
        let made = try fix.mended(tree, isOneOfMany: files.count > 1)
        try fix.write(made)
        if answer.form == .text { fix.show(made) }
        (tree, findings, outcome) = (made.tree, made.findings, made)
        mended += files.count == 1 ? fix.summary(made) : ""
        members = Self.joined(members, fix.members(made))
      } else {
        findings = Linter().lint(try facts.input(for: tree), positions: tree.compiled?.positions)
        // In a source a finding is told by its place.
        if answer.form != .text || !tree.isSource {
          try tree.checkPaths(of: findings.map(\.node), help: "nest the nodes less deeply")
        }
      }
      let sources = tree.compiled?.sources ?? SourceMap()
      if answer.form == .sarif {
        answer.tellWarnings(of: tree)
        answer.tell(findings, of: tree)
      }
      if answer.form == .json {
        objects += tree.warnings.map { Self.json($0, sources: sources) }
        objects += findings.map { $0.json(compiled: tree.compiled, file: file) }
      }
      let found =
        tree.warnings
        + findings.map { finding in
          outcome.map { TreeFix.diagnostic(finding, $0, sources: sources, file: file) }
            ?? finding.diagnostic(file: file)
        }
      if answer.form == .text {
        Findings.print(found.filter { isShown($0) }, sources: sources, to: report(of: fixing))
      }
      diagnostics += found
    }
    if answer.form == .text { printSummary(of: diagnostics, mended: mended, remarks: facts.remarks) }
    answer.give("", json: [("findings", .array(objects))] + members)
    if diagnostics.contains(where: { $0.severity >= failOn.severity }) { throw ExitCode.findings }
  }

  /// With several trees, a name may be one tree's alone: all are tried before one is written.
  private func checkNames(_ facts: KernelFacts) throws {
    let names = ChosenNames(fixing)
    guard fixing.isWanted, files.count > 1, !names.isEmpty else { return }
    let fix = TreeFix(options: fixing, facts: facts, includeFolders: reading.include)
    let trees = try files.map { try TreeInput(path: $0, includeFolders: reading.include) }
    try names.check(trees.map(\.tree), trees.map { try fix.mended($0, isOneOfMany: true) })
  }

  /// A note is no fault: a sound tree is to be answered by a line.
  private func isShown(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.severity > .note || notes || failOn == .note
  }

  /// With `--diff`, standard output is for the patch.
  private func report(of fixing: FixOptions) -> OpenFile {
    fixing.diff ? .standardError : .standardOutput
  }

  /// The same members of several trees, their lists one behind the other.
  private static func joined(
    _ first: [(String, JSONValue)], _ second: [(String, JSONValue)]
  ) -> [(String, JSONValue)] {
    guard !first.isEmpty else { return second }
    return zip(first, second).map { a, b in
      switch (a.1, b.1) {
      case (.array(let left), .array(let right)): (a.0, .array(left + right))
      case (.string(let left), .string(let right)): (a.0, .string(left + right))
      case (.bool(let left), .bool(let right)): (a.0, .bool(left || right))
      default: a
      }
    }
  }

  private func printSummary(of diagnostics: [Diagnostic], mended: String, remarks: [String]) {
    let trees = files.count == 1 ? files[0] : "\(files.count) trees"
    let hidden = diagnostics.count { !isShown($0) }
    let shown = Findings.summary(diagnostics.filter { isShown($0) })
    let nothing = mended.hasSuffix("left: ") ? "nothing" : "nothing wrong was found"
    let counts = shown.isEmpty ? nothing : shown
    let more =
      hidden == 0
      ? "" : "; \(hidden) note\(hidden == 1 ? "" : "s") (--notes shows \(hidden == 1 ? "it" : "them"))"
    let text = "\(trees): \(mended)\(counts)\(more)\(remarks.map { "; \($0)" }.joined())\n"
    Files.print(text, to: report(of: fixing))
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
