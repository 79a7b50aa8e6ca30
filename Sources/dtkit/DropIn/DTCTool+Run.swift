import DTS
import DeviceTree
import FDT
import SourceDiagnostics
import SystemPackage

extension DTCTool {
  /// A tree that was read, with what is known of its source.
  struct Loaded {
    var tree: DeviceTree
    var compiled: CompiledTree?
    var findings: [CheckFinding] = []
    var isPlugin = false
  }

  /// Reads, checks and writes.
  func run() throws(ToolFailure) {
    let input = try format(inputFormat ?? guessedInputFormat(), among: [.dts, .dtb, .fs], "input")
    let named = outputFormat ?? Self.formatByName(output)
    let result = try format(
      named ?? (input == .dts ? "dtb" : "dts"), among: [.dts, .dtb, .yaml, .asm, .null], "output")
    if annotations > 0, input != .dts || result != .dts {
      throw .fatal("--annotate requires -I dts -O dts")
    }
    if result == .yaml, input != .dts { throw .fatal("YAML output format requires dts input format") }
    var loaded = try input == .dts ? loadSource() : loadTree(input)
    // dtc says this at every level of quiet.
    for label in loaded.compiled?.listedLabels ?? [] { Files.print(label.dtcText, to: .standardError) }
    if let bootCPU { loaded.tree.bootCPU = bootCPU }
    // Without /plugin/ dtc prints such references too, but no compiler reads them back.
    if loaded.compiled?.isPlugin == true, result == .dts || result == .yaml { loaded.tree.recoverFixups() }
    if sorts { loaded.tree = loaded.tree.sorted() }
    if result != .null { try write(text(of: loaded, as: result)) }
  }

  private func format(
    _ name: String, among formats: [Format], _ what: String
  ) throws(ToolFailure) -> Format {
    guard let format = Format(rawValue: name), formats.contains(format) else {
      throw .fatal("Unknown \(what) format \"\(name)\"")
    }
    return format
  }

  private static func formatByName(_ path: String) -> String? {
    switch FilePath(path).extension?.lowercased() {
    case "dts": "dts"
    case "yaml": "yaml"
    case "dtb", "dtbo": "dtb"
    default: nil
    }
  }

  private func guessedInputFormat() -> String {
    guard input != "-" else { return "dts" }
    if POSIX.isFolder(FilePath(input)) { return "fs" }
    if let bytes = try? Files.read(input), bytes.starts(with: [0xd0, 0x0d, 0xfe, 0xed]) { return "dtb" }
    return Self.formatByName(input) ?? "dts"
  }

  private func loadSource() throws(ToolFailure) -> Loaded {
    var compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: includeFolders)
    compiler.preprocesses = false
    compiler.checks = levels
    compiler.keepsDuplicates = isForced
    compiler.makesSymbols = makesSymbols
    compiler.makesFixups = makesFixups
    compiler.makesAliases = makesAliases
    compiler.phandleForm = phandleForm
    let bytes = try read(input)
    let result: Result<CompiledTree, CompileFailure>
    do throws(CompileFailure) {
      result = .success(try compiler.compile(bytes, path: input == "-" ? "<stdin>" : input))
    } catch {
      result = .failure(error)
    }
    switch result {
    case .success(let compiled):
      try writeDependencies(compiled.dependencies)
      tell(compiled.cutCells, compiled.sources)
      tell(compiled.findings, compiled.positions, compiled.sources)
      return Loaded(tree: compiled.tree, compiled: compiled, isPlugin: compiled.isPlugin)
    case .failure(let failure):
      try writeDependencies(failure.dependencies)
      guard let compiled = failure.tree else {
        tellErrors(failure)
        throw .fatal("Unable to parse input tree")
      }
      tell(compiled.cutCells, compiled.sources)
      tell(failure.findings, compiled.positions, compiled.sources)
      try endIfNotForced()
      return Loaded(tree: compiled.tree, compiled: compiled, isPlugin: compiled.isPlugin)
    }
  }

  private func loadTree(_ format: Format) throws(ToolFailure) -> Loaded {
    var tree: DeviceTree
    if format == .fs {
      do throws(CommandError) {
        tree = try FolderTree.read(input)
      } catch {
        throw .fatal(error.message)
      }
    } else {
      do throws(FDTError) {
        tree = try DeviceTree(blob: try bytesOfBlob())
      } catch {
        throw .fatal("\(input): at byte \(error.offset): \(error)")
      }
    }
    let isPlugin = ["__fixups__", "__local_fixups__"].contains { tree.child(named: $0, of: tree.root) != nil }
    let findings = tree.checkFindings(levels: levels, isPlugin: isPlugin)
    tree.recoverReferences()
    tell(findings, nil, SourceMap())
    if findings.contains(where: { $0.level == .error }) { try endIfNotForced() }
    return Loaded(tree: tree, findings: findings, isPlugin: isPlugin)
  }

  private func bytesOfBlob() throws(FDTError) -> [UInt8] {
    do throws(ToolFailure) {
      return try read(input)
    } catch {
      Files.print(error.message + "\n", to: .standardError)
      POSIX.exit(1)
    }
  }

  private func read(_ path: String) throws(ToolFailure) -> [UInt8] {
    do throws(CommandError) {
      return try Files.read(path)
    } catch {
      throw .fatal("Couldn't open \"\(path)\": \(error.message)")
    }
  }

  /// Prints findings as dtc does; `-q` leaves warnings out, `-qq` errors too.
  private func tell(_ findings: [CheckFinding], _ positions: SourceTable?, _ sources: SourceMap) {
    var text = ""
    for finding in findings where quiet < (finding.level == .error ? 2 : 1) {
      text += finding.dtcText(
        positions: positions, sources: sources, output: output == "-" ? "<stdout>" : output)
    }
    if !text.isEmpty { Files.print(text, to: .standardError) }
  }

  /// dtc says this at every level of quiet.
  private func tell(_ cells: [CutCell], _ sources: SourceMap) {
    for cell in cells { Files.print(cell.dtcText(in: sources), to: .standardError) }
  }

  private func tellErrors(_ failure: CompileFailure) {
    guard quiet < 3 else { return }
    for diagnostic in failure.diagnostics where diagnostic.severity == .error {
      let place = diagnostic.range.map { failure.sources.dtcText(of: $0) } ?? diagnostic.subject ?? input
      let help = diagnostic.help.map { "\n  help: \($0)" } ?? ""
      Files.print("Error: \(place) \(diagnostic.message)\(help)\n", to: .standardError)
    }
  }

  private func endIfNotForced() throws(ToolFailure) {
    guard isForced else {
      throw ToolFailure("ERROR: Input tree has errors, aborting (use -f to force output)", status: 2)
    }
    if quiet < 3 {
      Files.print("Warning: Input tree has errors, output forced\n", to: .standardError)
    }
  }

  /// A rule for make: the output, and every file that was read.
  private func writeDependencies(_ files: [String]) throws(ToolFailure) {
    guard let dependencies else { return }
    let names = files.map { " " + MakeRule.escaped($0) }.joined()
    try write(Array("\(MakeRule.escaped(output)):\(names)\n".utf8), to: dependencies)
  }

  private func text(of loaded: Loaded, as format: Format) -> [UInt8] {
    switch format {
    case .dtb, .fs, .null: return loaded.tree.flattened(layout)
    case .asm:
      var printer = AssemblerPrinter(layout: layout)
      printer.generator = "dtc"
      return printer.print(loaded.tree)
    case .yaml: return YAMLPrinter().print(loaded.tree)
    case .dts:
      var printer = DTCPrinter()
      printer.isPlugin = loaded.isPlugin
      printer.annotation = DTCPrinter.Annotation(rawValue: min(2, annotations)) ?? .none
      printer.origin = loaded.compiled.map { ($0.positions, $0.sources) }
      return printer.print(loaded.tree)
    }
  }

  private func write(_ bytes: [UInt8]) throws(ToolFailure) {
    if output == "-" { return Files.write(bytes) }
    try write(bytes, to: output)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(ToolFailure) {
    do throws(CommandError) {
      try Files.replace(path, with: bytes)
    } catch {
      throw .fatal("Couldn't open output file \(path): \(error.message)")
    }
  }

  static let usage = """
    Usage: dtc [options] <input file>

    Options: -[qI:O:o:V:d:R:S:p:a:fb:i:H:sW:E:@LAThv]
      -q, --quiet                Quiet: -q suppress warnings, -qq errors, -qqq all
      -I, --in-format <arg>      Input formats are: dts (source), dtb (blob), fs (a /proc/device-tree folder)
      -o, --out <arg>            Output file
      -O, --out-format <arg>     Output formats are: dts, dtb, yaml, asm, null (nothing)
      -V, --out-version <arg>    Blob version to produce: 1, 2, 3, 16 or 17 (17)
      -d, --out-dependency <arg> Output dependency file
      -R, --reserve <arg>        Make space for <number> reserve map entries
      -S, --space <arg>          Make the blob at least <bytes> long
      -p, --pad <arg>            Add padding of <bytes> to the blob
      -a, --align <arg>          Make the blob's size a multiple of <bytes>
      -b, --boot-cpu <arg>       Set the physical boot cpu
      -f, --force                Produce output even if the input tree has errors
      -i, --include <arg>        Add a path to search for include files
      -s, --sort                 Sort nodes and properties before output
      -H, --phandle <arg>        Phandle properties: legacy, epapr or both
      -W, --warning <arg>        Enable or disable (no-) a warning
      -E, --error <arg>          Enable or disable (no-) an error
      -@, --symbols              Generate __symbols__
      -L, --local-fixups         Generate __local_fixups__ and __fixups__
      -A, --auto-alias           Make an alias of every label
      -T, --annotate             Name file and line in .dts output (-T -T for more)
      -h, --help                 Print this help and exit
      -v, --version              Print the version and exit
    """
}
