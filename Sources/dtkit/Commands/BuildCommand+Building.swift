import ArgumentParser
import DTS
import DeviceTree
import FDT
import FileSystem
import SourceDiagnostics

extension BuildCommand {
  /// What a tree can be written as.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case dtb
    case dts
    case yaml
    case asm
  }

  func run() throws { try format.run(about: file, [("outputs", .array([]))]) { try build(&$0) } }

  private func build(_ answer: inout Answer) throws {
    // Of standard input, another program is to read all itself.
    let bytes = cpp != nil && file == "-" ? [] : try Files.readSource(file)
    let preprocessed: [String]
    let compiled: CompiledTree
    if let cpp {
      let program = try ExternalPreprocessor(cpp)
      let (text, files) = try program.run(
        file, includeFolders: preprocessing.include, defines: preprocessing.define)
      (compiled, preprocessed) = (try compile(text, preprocesses: false), files)
    } else {
      (compiled, preprocessed) = (try compile(bytes), [])
    }
    let diagnostics = quiet ? [] : compiled.diagnostics
    let target = output ?? Self.target(for: file, to ?? .dtb, isPlugin: compiled.isPlugin)
    try Files.check(target, isNot: file)
    let made =
      target == "-" && dependencies != nil
      ? try MakeRule.target(for: file, isPlugin: compiled.isPlugin) : target
    let result = try self.bytes(of: compiled, as: to ?? Self.form(of: target))
    if target == "-" {
      answer.outputIsTaken = true
      Files.write(result)
    } else {
      try Files.replace(target, with: result, surviving: .programEnd)
    }
    if let dependencies {
      let files = preprocessed + compiled.dependencies.filter { !preprocessed.contains($0) }
      try MakeRule.write(dependencies, target: made, files: files)
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
      loader: Files.sourceLoader, includePaths: preprocessing.include, defines: preprocessing.macros)
    compiler.preprocesses = preprocesses
    compiler.makesSymbols = symbols
    compiler.checks = try CheckOptions.levels(
      warnings: checks.warnings, errors: checks.errors, basis: quiet ? .errorsOnly : .standard)
    do throws(CompileFailure) {
      return try compiler.compile(bytes, path: file == "-" ? "<stdin>" : file)
    } catch {
      throw UnusableSource(error, path: file)
    }
  }

  /// Beside the source, with the suffix that Linux gives it; of standard input, standard output.
  ///
  /// A source of a source would take its place: it goes to standard output too.
  static func target(for source: String, _ form: Form, isPlugin: Bool) -> String {
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
    let name = POSIX.lastComponent(of: path)
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
    return name[dot...]
  }

  private func bytes(of compiled: CompiledTree, as form: Form) throws -> [UInt8] {
    var compiled = compiled
    if let bootCPU = blob.bootCPU { compiled.tree.bootCPU = UInt32(bootCPU.value) }
    let layout = blob.layout
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
