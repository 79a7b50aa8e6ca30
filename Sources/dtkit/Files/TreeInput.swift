import ArgumentParser
import DTS
import DeviceTree
import FDT
import FileSystem
import SourceDiagnostics

/// A tree given on the command line, source or blob, told by its first bytes.
struct TreeInput {
  /// The path as it was given.
  var path: String
  /// The tree.
  var tree: DeviceTree
  /// The source with its positions; nil for a blob.
  var compiled: CompiledTree?
  /// `fdt_totalsize`: that of the blob, or of the blob that the source makes.
  var blobSize: UInt64
  /// The blob; nil for a source.
  private var blob: [UInt8]?

  /// Whether it is a source.
  var isSource: Bool { compiled != nil }
  /// What the compiler warned of.
  var warnings: [Diagnostic] { compiled?.diagnostics ?? [] }

  /// Reads and, if it is a source, compiles `path`.
  ///
  /// `keepsLabels` has the compiler keep a source's labels in the tree, as `dtc -@` does.
  ///
  /// Throws `UnusableSource` if it does not compile, and `CommandError` if it cannot be read at all.
  init(path: String, includeFolders: [String] = [], keepsLabels: Bool = false) throws {
    let bytes = try Files.read(path)
    self.path = path
    if bytes.isBlob {
      blob = bytes
      do throws(FDTError) {
        let flattened = try FlattenedTree(validating: bytes.span)
        tree = DeviceTree(flattened)
        blobSize = UInt64(flattened.header.totalSize)
      } catch {
        throw CommandError(
          "\(path): at byte \(error.offset): \(error)", help: "the blob is damaged; make it anew", path: path)
      }
      return
    }
    if bytes.isEmpty { throw CommandError("\(path): there is nothing in it", path: path) }
    if bytes.prefix(1024).contains(0) {
      throw CommandError("\(path): neither a source nor a blob of a device tree", path: path)
    }
    var compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: includeFolders)
    compiler.makesSymbols = keepsLabels
    let compiled: CompiledTree
    do throws(CompileFailure) {
      compiled = try compiler.compile(bytes, path: path == "-" ? "<stdin>" : path)
    } catch {
      let diagnostics = error.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        if diagnostic.range == nil, diagnostic.subject == nil { diagnostic.subject = path }
        return diagnostic
      }
      throw UnusableSource(path: path, diagnostics: diagnostics, sources: error.sources)
    }
    tree = compiled.tree
    blobSize = UInt64(try TreeOutput.blob(of: compiled.tree, for: path).count)
    self.compiled = compiled
  }

  /// The blob of this tree after edits, as libfdt would leave it.
  func blob(of edited: DeviceTree) throws -> [UInt8] {
    do {
      guard let blob else { return try edited.flattened(editedFrom: tree) }
      return try edited.flattened(editing: FlattenedTree(validating: blob.span))
    } catch let error as FDTWriteError {
      throw CommandError("\(path): \(error)", path: path)
    }
  }
}

/// A source that does not compile, with all that is wrong with it.
///
/// The exit code is 2.
struct UnusableSource: Error {
  var path: String
  var diagnostics: [Diagnostic]
  var sources: SourceMap

  init(path: String, diagnostics: [Diagnostic], sources: SourceMap) {
    self.path = path
    self.diagnostics = diagnostics
    self.sources = sources
  }

  /// What the compiler found.
  init(_ failure: CompileFailure, path: String) {
    self.init(path: path, diagnostics: failure.diagnostics, sources: failure.sources)
  }

  /// Shows what is wrong.
  func show() {
    Findings.print(diagnostics, sources: sources)
    Files.print("dtkit: \(path): \(Findings.summary(diagnostics))\n", to: .standardError)
  }
}
