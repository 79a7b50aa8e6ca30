public import DTS
import DeviceTree
import SourceDiagnostics

/// A source with its compiled tree, and with texts that stand in for files.
public struct CompiledSource: Sendable {
  /// The compiler, whose loader reads the files as they are.
  public var compiler: DTSCompiler
  /// The main file.
  public var path: String
  /// The changed texts, by path.
  public private(set) var changed: [String: [UInt8]] = [:]
  /// The texts of the changed files before any change, by path.
  public private(set) var originals: [String: [UInt8]] = [:]
  /// What the texts compile to.
  public private(set) var compiled: CompiledTree

  /// Takes what `compiler` made of the file at `path`.
  public init(_ compiled: CompiledTree, path: String, compiler: DTSCompiler) {
    self.compiled = compiled
    self.path = path
    self.compiler = compiler
  }

  private func current(_ path: String) -> [UInt8]? {
    changed[path] ?? (try? compiler.loader.load(path).get())
  }
}

extension CompiledSource: FixSubject {
  var positions: SourceTable? { compiled.positions }

  func location(of range: SourceRange) -> SourceLocation? { compiled.sources.location(of: range) }

  func applying(_ mend: Mend) throws(Fixer.Reason) -> (CompiledSource, notes: [String]) {
    let editor: SourceEditor
    do throws(SourceEditor.Refusal) {
      editor = try mend.sourceEdits(in: compiled)
    } catch {
      throw Fixer.Reason(error.reason, at: error.range)
    }
    var source = self
    var notes = editor.notes.map { note in
      (note.range.map { "\(place(of: $0)): " } ?? "") + note.message
    }
    for (file, text) in editor.edits.apply(to: compiled.sources) {
      let path = compiled.sources[file].path
      guard current(path) == compiled.sources[file].text else {
        throw Fixer.Reason("\(path) is not the text that was compiled: it went through a preprocessor")
      }
      if path != self.path { notes.append("\(path) changes: trees that include it change with it") }
      if source.originals[path] == nil { source.originals[path] = compiled.sources[file].text }
      source.changed[path] = text
    }
    try source.compile()
    var meant = compiled.tree
    mend.edit(&meant)
    if let difference = TreeComparison.difference(meant, source.compiled.tree) {
      throw Fixer.Reason("the changed text would mean something else: \(difference)")
    }
    return (source, notes)
  }

  private func place(of range: SourceRange) -> String {
    let place = compiled.sources.location(of: range)
    return "\(place.path):\(place.line):\(place.column)"
  }

  private mutating func compile() throws(Fixer.Reason) {
    let (changed, loader) = (changed, compiler.loader)
    var compiler = compiler
    compiler.loader = SourceLoader { path in changed[path].map { .success($0) } ?? loader.load(path) }
    do throws(CompileFailure) {
      compiled = try compiler.compile(path: path)
    } catch {
      let message = error.diagnostics.first { $0.severity == .error }?.message ?? "it does not compile"
      throw Fixer.Reason("the changed text does not compile: \(message)")
    }
  }
}
