import DTS
import DeviceTree
import FDT
import FileSystem
import SourceDiagnostics

/// What `dtkit build` does: a source becomes a blob, or another form.
struct SourceBuild {
  /// What a tree can be written as.
  enum Form: String, CaseIterable {
    case dtb
    case dts
    case yaml
    case asm
  }

  /// The source; `-` is standard input.
  var file: String
  /// Where the result goes; nil is beside the source.
  var output: String?
  var includeFolders: [String] = []
  /// Macros, as `name` or `name=value`.
  var defines: [String] = []
  /// The external program that preprocesses, with its options.
  var preprocessor: String?
  /// Whether labels are kept as `__symbols__`.
  var keepsSymbols = false
  /// Nil is what the output's name says.
  var form: Form?
  /// Where a rule for make goes.
  var dependencies: String?
  /// What dtc's `-W` and `-E` are given.
  var warnings: [String] = []
  var errors: [String] = []
  /// Whether warnings are left out.
  var isQuiet = false
  var layout = BlobLayout()
  /// Nil is the first cpu of the tree.
  var bootCPU: UInt32?
  var format = AnswerForm.text

  init(file: String) { self.file = file }

  func run() throws { try format.run([("outputs", .array([]))]) { try build(&$0) } }

  private func build(_ answer: inout Answer) throws {
    // Of standard input, another program is to read all itself.
    let bytes = preprocessor != nil && file == "-" ? [] : try Files.read(file)
    if bytes.isBlob {
      throw CommandError("\(file): this is a blob already", help: "dtkit decompile makes a source of it")
    }
    let preprocessed: [String]
    let compiled: CompiledTree
    if let preprocessor {
      let program = try ExternalPreprocessor(preprocessor)
      let (text, files) = try program.run(file, includeFolders: includeFolders, defines: defines)
      (compiled, preprocessed) = (try compile(text, preprocesses: false), files)
    } else {
      (compiled, preprocessed) = (try compile(bytes), [])
    }
    let diagnostics = isQuiet ? [] : compiled.diagnostics
    let target = output ?? Self.target(for: file, form ?? .dtb, isPlugin: compiled.isPlugin)
    try Files.check(target, isNot: file)
    let result = try self.bytes(of: compiled, as: form ?? Self.form(of: target))
    if target == "-" {
      answer.outputIsTaken = true
      Files.write(result)
    } else {
      try Files.replace(target, with: result, surviving: .programEnd)
    }
    if let dependencies {
      let files = preprocessed + compiled.dependencies.filter { !preprocessed.contains($0) }
      try MakeRule.write(dependencies, target: target, files: files)
    }
    if format == .text {
      Findings.printSome(diagnostics, sources: compiled.sources)
    } else {
      answer.tell(diagnostics, sources: compiled.sources)
    }
    answer.give("", json: [("outputs", .array(target == "-" ? [] : [.string(target)]))])
  }

  private func compile(_ bytes: [UInt8], preprocesses: Bool = true) throws -> CompiledTree {
    var compiler = DTSCompiler(
      loader: Files.sourceLoader, includePaths: includeFolders,
      defines: defines.map { MacroDefinition(option: $0) })
    compiler.preprocesses = preprocesses
    compiler.makesSymbols = keepsSymbols
    compiler.checks = try CheckOptions.levels(
      warnings: warnings, errors: errors, basis: isQuiet ? .errorsOnly : .standard)
    do throws(CompileFailure) {
      return try compiler.compile(bytes, path: file == "-" ? "<stdin>" : file)
    } catch {
      throw UnusableSource(path: file, diagnostics: error.diagnostics, sources: error.sources)
    }
  }

  /// Beside the source, with the suffix that Linux gives it; of standard input, standard output.
  ///
  /// A source of a source would take its place: it goes to standard output too.
  private static func target(for source: String, _ form: Form, isPlugin: Bool) -> String {
    guard source != "-", form != .dts else { return "-" }
    let suffix =
      switch form {
      case .dtb: isPlugin ? ".dtbo" : ".dtb"
      case .yaml: ".yaml"
      case .asm: ".S"
      case .dts: ".dts"
      }
    return source.dropLast(self.suffix(of: source).utf8.count) + suffix
  }

  private static func form(of target: String) -> Form {
    switch suffix(of: target).lowercased() {
    case ".dts", ".dtsi", ".dtso": .dts
    case ".yaml", ".yml": .yaml
    case ".s", ".asm": .asm
    default: .dtb
    }
  }

  /// The end of a file's name from its last dot on; nothing if it has none, or begins with its only one.
  private static func suffix(of path: String) -> Substring {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].utf8.lastIndex(of: UInt8(ascii: ".")), dot > name else { return "" }
    return path[dot...]
  }

  private func bytes(of compiled: CompiledTree, as form: Form) throws -> [UInt8] {
    var compiled = compiled
    if let bootCPU { compiled.tree.bootCPU = bootCPU }
    do {
      return switch form {
      case .dtb: try compiled.tree.flattened(layout)
      case .dts: Array(DTSPrinter().print(compiled).utf8)
      case .yaml: try YAMLPrinter().print(compiled.tree)
      case .asm: try AssemblerPrinter(layout: layout).print(compiled.tree)
      }
    } catch let error as PrintError {
      throw CommandError("\(file): \(error)", help: error.help)
    } catch let error as FDTWriteError {
      let hasRoom = layout != BlobLayout()
      throw CommandError(
        "\(file): \(error)",
        help: hasRoom ? "ask for less with -R, -S, -p or -a" : "leave out what is not needed")
    }
  }
}
