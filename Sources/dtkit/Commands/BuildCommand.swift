import ArgumentParser
import DTS
import DeviceTree
import SourceDiagnostics
import SystemPackage

/// `dtkit build`: compiles a source, with the C preprocessor built in.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compile a device-tree source; #include and macros need no cpp.",
    discussion: """
      The bytes are those that cpp and dtc 1.8.1 make. All errors of a file are found in one run; dtc's named checks \
      warn under their own names, and -W and -E switch them.

      EXAMPLES
        dtkit build build/ls3a5000/zone0.dts --format json -o zone0.dtb
        dtkit build build/ls3a5000/zone0.dts --to yaml -o -
      """)

  /// What a tree can be written as.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case dtb
    case dts
    case yaml
    case asm
  }

  @Argument(help: ArgumentHelp("The source; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Where the result goes; without it, beside the source, as .dtb or .dtbo.", valueName: "file"))
  var output: String?

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  @Option(
    name: [.customShort("D", allowingJoined: true), .long],
    help: ArgumentHelp("Define a macro; without a value it is 1.", valueName: "name[=value]"))
  var define: [String] = []

  @Option(
    help: ArgumentHelp(
      "Preprocess with another program, such as cpp or 'gcc -E'; it is given -I and -D, and what Linux's build adds.",
      valueName: "program"))
  var cpp: String?

  @Flag(
    name: [.customShort("@"), .long], help: "Keep labels as __symbols__, so that overlays can refer to them.")
  var symbols = false

  @Option(help: "What to write: dtb, dts, yaml or asm; without it, what the output's name says.")
  var to: Form?

  @Option(
    name: [.customShort("d"), .customLong("dependencies")],
    help: ArgumentHelp("Write a rule for make: the output and every file that was read.", valueName: "file"))
  var dependencies: String?

  @OptionGroup(title: "dtc's checks") var checks: CheckOptions

  @Option(help: "How to answer: text, json or sarif.")
  var format: FindingsFormat = .text

  func run() throws { try format.run([("outputs", .array([]))]) { try build() } }

  private func build() throws {
    // Of standard input, another program is to read all itself.
    let bytes = cpp != nil && file == "-" ? [] : try Files.read(file)
    if bytes.starts(with: [0xd0, 0x0d, 0xfe, 0xed]) {
      throw CommandError("\(file): this is a blob already", help: "dtkit decompile makes a source of it")
    }
    let preprocessed: [String]
    let compiled: CompiledTree
    if let cpp {
      let (text, files) = try ExternalPreprocessor(cpp).run(file, includeFolders: include, defines: define)
      (compiled, preprocessed) = (try compile(text, preprocesses: false), files)
    } else {
      (compiled, preprocessed) = (try compile(bytes), [])
    }
    let target = output ?? Self.target(for: file, isPlugin: compiled.isPlugin)
    let result = Self.bytes(of: compiled, as: to ?? Self.form(of: target))
    if target == "-" { Files.write(result) } else { try Files.replace(target, with: result) }
    if let dependencies {
      let files = preprocessed + compiled.dependencies.filter { !preprocessed.contains($0) }
      let names = files.map { " " + MakeRule.escaped($0) }.joined()
      try Files.replace(dependencies, with: Array("\(MakeRule.escaped(target)):\(names)\n".utf8))
    }
    switch format {
    case .json:
      let findings = compiled.diagnostics.map { Findings.json($0, sources: compiled.sources) }
      let outputs: [JSONValue] = target == "-" ? [] : [.string(target)]
      guard target != "-" else { return }
      Files.print(
        JSONValue.object([("outputs", .array(outputs)), ("findings", .array(findings))]).text() + "\n")
    case .sarif:
      guard target != "-" else { return }
      var log = SARIFLog.ofDtkit
      log.add(compiled.diagnostics, sources: compiled.sources)
      log.print()
    case .text: Findings.printSome(compiled.diagnostics, sources: compiled.sources)
    }
  }

  private func compile(_ bytes: [UInt8], preprocesses: Bool = true) throws -> CompiledTree {
    let defines = define.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0)
      }
      return parts.count > 1 ? MacroDefinition(parts[0], parts[1]) : MacroDefinition(parts[0])
    }
    var compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: include, defines: defines)
    compiler.preprocesses = preprocesses
    compiler.makesSymbols = symbols
    compiler.checks = try checks.levels()
    do throws(CompileFailure) {
      return try compiler.compile(bytes, path: file == "-" ? "<stdin>" : file)
    } catch {
      throw UnusableSource(path: file, diagnostics: error.diagnostics, sources: error.sources)
    }
  }

  /// Beside the source, with the suffix that Linux gives it; of standard input, standard output.
  private static func target(for source: String, isPlugin: Bool) -> String {
    guard source != "-" else { return "-" }
    var path = FilePath(source)
    path.extension = isPlugin ? "dtbo" : "dtb"
    return path.string
  }

  private static func form(of target: String) -> Form {
    switch FilePath(target).extension?.lowercased() {
    case "dts", "dtsi", "dtso": .dts
    case "yaml", "yml": .yaml
    case "s", "asm": .asm
    default: .dtb
    }
  }

  private static func bytes(of compiled: CompiledTree, as form: Form) -> [UInt8] {
    switch form {
    case .dtb: compiled.tree.flattened()
    case .dts: Array(DTSPrinter().print(compiled.tree).utf8)
    case .yaml: YAMLPrinter().print(compiled.tree)
    case .asm: AssemblerPrinter().print(compiled.tree)
    }
  }
}
