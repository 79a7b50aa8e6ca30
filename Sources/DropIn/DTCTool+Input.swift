import DeviceTree
import DTS
import FDT
import FileSystem
import SourceDiagnostics

extension DTCTool {
  /// What is to be read: its format, its name in messages and rules, and the bytes unless it is a folder.
  struct Input {
    var format: Format
    var name: String
    var bytes: [UInt8] = []
  }

  /// Finds and reads the input, once.
  func readInput() throws(ToolFailure) -> Input {
    if let inputFormat {
      let format = try Self.format(inputFormat, among: [.dts, .dtb, .fs], "input")
      return format == .fs ? Input(format: .fs, name: input) : try read(as: format)
    }
    let kind = input == "-" ? nil : POSIX.kind(of: input)
    if kind == .folder { return Input(format: .fs, name: input) }
    // dtc guesses the format of a file that is there; one that is found in an include folder is a source to it.
    guard kind == .file else { return try read(as: .dts) }
    var found = try read(as: .dts)
    if found.bytes.isBlob {
      found.format = .dtb
    } else if found.bytes.count >= 4, let named = Self.formatByName(input) {
      found.format = try Self.format(named, among: [.dts, .dtb, .fs], "input")
    }
    return found
  }

  private func read(as format: Format) throws(ToolFailure) -> Input {
    if input == "-" { return Input(format: format, name: "<stdin>", bytes: try contents(of: input)) }
    var path = input
    if !input.hasPrefix("/"), !POSIX.exists(input) {
      let candidates = includeFolders.map { POSIX.path(of: input, in: $0) }
      path = candidates.first { POSIX.exists($0) } ?? input
    }
    return Input(format: format, name: path, bytes: try contents(of: path))
  }

  private func contents(of path: String) throws(ToolFailure) -> [UInt8] {
    do throws(CommandError) {
      return try Files.contents(of: path)
    } catch {
      throw .fatal("Couldn't open \"\(path)\": \(error.message)")
    }
  }

  /// Compiles a source.
  func compile(_ input: Input) throws(ToolFailure) -> Loaded {
    var compiler = DTSCompiler(
      loader: Files.sourceLoader, includePaths: includeFolders.map { $0 == "." ? "./" : $0 })
    compiler.preprocesses = preprocesses
    compiler.defines = defines
    compiler.checks = levels
    compiler.endsAtFailedCheck = true
    compiler.makesSymbols = makesSymbols
    compiler.makesFixups = makesFixups
    compiler.makesAliases = makesAliases
    compiler.phandleForm = phandleForm
    let compiled: CompiledTree
    var hasErrors = false
    do throws(CompileFailure) {
      compiled = try compiler.compile(input.bytes, path: input.name)
    } catch {
      guard let tree = error.tree else {
        try writeDependencies(preprocesses ? error.dependencies : error.openings)
        tellErrors(error)
        throw .fatal("Unable to parse input tree")
      }
      compiled = tree
      hasErrors = true
    }
    try writeDependencies(preprocesses ? compiled.dependencies : compiled.openings)
    if preprocesses { tellWarnings(compiled) }
    tell(compiled.truncations.reduce(into: "") { $0 += $1.dtcText(sources: compiled.sources) })
    tell(compiled.findings, compiled.positions, compiled.sources)
    if hasErrors { try endIfNotForced() }
    return Loaded(
      tree: compiled.tree, compiled: compiled, isPlugin: compiled.isPlugin,
      listedLabels: compiled.listedLabels)
  }

  /// Makes the tree of a blob or a folder.
  func load(_ input: Input) throws(ToolFailure) -> Loaded {
    try writeDependencies(input.format == .fs ? [] : [input.name])
    var tree = try input.format == .fs ? folderTree(input.name) : blobTree(input)
    if levels.level(of: "name_properties") != nil { tree.removeNodeNames() }
    let isPlugin = ["__fixups__", "__local_fixups__"].contains { tree.child(named: $0, of: tree.root) != nil }
    let findings = tree.checkFindings(levels: levels, isPlugin: isPlugin)
    tell(findings, nil, SourceMap())
    if findings.contains(where: { $0.level == .error }) { try endIfNotForced() }
    let listed = makesSymbols ? Self.symbols(of: tree) : []
    tree.recoverReferences()
    return Loaded(tree: tree, isPlugin: isPlugin, listedLabels: listed)
  }

  private func folderTree(_ path: String) throws(ToolFailure) -> DeviceTree {
    if !POSIX.isFolder(path) {
      let reason = POSIX.exists(path) ? SystemError.notDirectory : .noSuchFileOrDirectory
      throw .fatal("Couldn't opendir() \"\(path)\": \(reason)")
    }
    do throws(CommandError) {
      return try FolderTree.read(path)
    } catch {
      throw .fatal(error.message)
    }
  }

  private func blobTree(_ input: Input) throws(ToolFailure) -> DeviceTree {
    do throws(FDTError) {
      return try DeviceTree(blobOfAnyVersion: input.bytes)
    } catch {
      throw .fatal("\(input.name): at byte \(error.offset): \(error)")
    }
  }

  /// The labels that a blob keeps, in the order in which dtc would list them again.
  private static func symbols(of tree: DeviceTree) -> [ListedLabel] {
    let symbols = SymbolTable(of: tree)
    return tree.allNodes.flatMap { symbols.labels(of: $0).reversed() }
      .map { ListedLabel(label: $0, list: "/__symbols__") }
  }
}
