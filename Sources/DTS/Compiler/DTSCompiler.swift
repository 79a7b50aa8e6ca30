import DeviceTree
import SourceDiagnostics

/// Compiles device-tree source to a tree, byte for byte the one that `cpp | dtc` makes.
///
/// The language is that of dtc 1.8.1 (version 1 sources), with the C preprocessor built in.
public struct DTSCompiler: Sendable {
  /// How files come in.
  public var loader: SourceLoader
  /// The folders in which included files are looked for, after the folder of the including file.
  public var includePaths: [String]
  /// Macros defined before the source is read; `__DTS__` and `__ASSEMBLER__`, as the Linux build has them,
  /// come by themselves.
  public var defines: [MacroDefinition]
  /// Whether directives and macros mean anything; without it the source is what dtc itself reads.
  public var preprocesses = true
  /// Whether labels are kept in the tree, as `__symbols__` (dtc's `-@`).
  public var makesSymbols = false
  /// Whether references are listed as an overlay's are, in `__fixups__` and `__local_fixups__` (dtc's `-L`);
  /// a plugin's always are.
  public var makesFixups = false
  /// Whether a plugin's references are left open without a list: for a value whose tree is elsewhere.
  var leavesReferencesOpen = false
  /// Whether every label becomes an alias (dtc's `-A`).
  public var makesAliases = false
  /// Whether behind the first check that fails no other is made, as in dtc.
  ///
  /// What the others would have changed in the tree stays as it is. Without it all that is wrong is told.
  public var endsAtFailedCheck = false
  /// How nodes state the phandles that they are given.
  public var phandleForm = PhandleForm.standard
  /// How much a source may make of what it says.
  public var limits = SourceLimits()
  /// Which of dtc's named checks are made, and at what level.
  public var checks = CheckLevels.errorsOnly

  /// Makes a compiler.
  public init(loader: SourceLoader, includePaths: [String] = [], defines: [MacroDefinition] = []) {
    self.loader = loader
    self.includePaths = includePaths
    self.defines = defines
  }

  /// Compiles the file at `path`.
  public func compile(path: String) throws(CompileFailure) -> CompiledTree {
    switch loader.load(path) {
    case .success(let bytes): return try compile(bytes, path: path)
    case .failure(let failure):
      let reason =
        switch failure {
        case .notFound: "there is no such file"
        case .unreadable(let reason): reason
        }
      throw CompileFailure(
        sources: SourceMap(), diagnostics: [Diagnostic(.error, "cannot read it: \(reason)", subject: path)],
        dependencies: [path])
    }
  }

  /// Compiles a source; `path` is its name in messages, and included files are looked for beside it.
  ///
  /// Complexity: O(n) in the text with its macros expanded; bounded by budgets for what macros and included
  /// files may make of it.
  public func compile(_ bytes: [UInt8], path: String) throws(CompileFailure) -> CompiledTree {
    let search = IncludeSearch(loader: loader, folders: includePaths)
    var preprocessor = Preprocessor(search: search, limits: limits)
    preprocessor.run(
      path: path, bytes: bytes, defines: Self.standardDefines + defines, preprocesses: preprocesses)
    let hasErrors = preprocessor.errorCount > 0
    if hasErrors, !preprocesses || !preprocessor.isTextUsable {
      throw CompileFailure(
        sources: preprocessor.sources, diagnostics: preprocessor.diagnostics,
        dependencies: preprocessor.dependencies)
    }
    var builder = TreeBuilder(origins: preprocessor.origins, makesSymbols: makesSymbols, levels: checks)
    builder.macros = KnownMacros(preprocessor)
    builder.lacksFiles = preprocessor.lacksFiles
    builder.holes = preprocessor.holes.map { hole in
      let end = preprocessor.text[hole...].firstIndex(of: UInt8(ascii: "\n")) ?? preprocessor.text.count
      return SourceTable.TextRange(hole..<end + 1)
    }
    builder.adopt(preprocessor.diagnostics, at: preprocessor.places)
    builder.makesFixups = makesFixups
    builder.leavesReferencesOpen = leavesReferencesOpen
    builder.makesAliases = makesAliases
    builder.endsAtFailedCheck = endsAtFailedCheck
    builder.phandleForm = phandleForm
    builder.pathLimit = limits.pathBytes(forBytes: preprocessor.bytesRead)
    var parser = Parser(
      preprocessor.text, builder: builder, search: search, sources: preprocessor.sources, limits: limits)
    parser.parse()
    if !parser.builder.hasErrors || parser.builder.hasRoot { parser.builder.finish() }
    let diagnostics = parser.builder.sortedDiagnostics
    let dependencies = preprocessor.dependencies + parser.dependencies
    let openings = FileOpening.paths(of: preprocessor.openings, and: parser.openings)
    var compiled = CompiledTree(
      tree: parser.builder.tree, isPlugin: parser.builder.isPlugin, sources: preprocessor.sources,
      positions: parser.builder.table,
      diagnostics: diagnostics, dependencies: dependencies, openings: openings,
      findings: parser.builder.findings)
    compiled.listedLabels = parser.builder.listedLabels
    compiled.truncations = parser.builder.truncations
    compiled.preprocessorWarnings = preprocessor.diagnostics.filter { $0.severity == .warning }
    guard hasErrors || parser.builder.hasErrors else { return compiled }
    var failure = CompileFailure(
      sources: preprocessor.sources, diagnostics: diagnostics, dependencies: dependencies,
      openings: openings)
    failure.findings = parser.builder.findings
    if !hasErrors, !parser.builder.hasSyntaxErrors { failure.tree = compiled }
    throw failure
  }
}
