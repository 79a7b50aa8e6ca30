import DeviceTree
import SourceDiagnostics

/// A source whose macros and labels a value may use that is to stand in it.
public struct ValueContext: Sendable {
  private let compiler: DTSCompiler
  private let text: [UInt8]
  private let path: String

  /// Makes the context of a source.
  ///
  /// - Parameters:
  ///   - compiler: What compiles the source, with its folders and macros.
  ///   - text: The source; it compiles.
  ///   - path: Its name, beside which included files are looked for.
  public init(_ compiler: DTSCompiler, text: [UInt8], path: String) {
    (self.compiler, self.text, self.path) = (compiler, text, path)
  }

  /// The name of a property that no source has.
  private static let name = "dtkit,value"

  /// The value that a text makes at the end of the source, with the phandles that references have there, and whether
  /// the source is an overlay.
  ///
  /// Complexity: a compilation of the source.
  func value(of text: String) throws(PropertyValue.SourceFailure) -> (value: PropertyValue, isPlugin: Bool) {
    let source = self.text + Array("\n/ {\n\t\(Self.name) = \(text);\n};\n".utf8)
    let compiled: CompiledTree
    do throws(CompileFailure) {
      compiled = try compiler.compile(source, path: path)
    } catch {
      throw PropertyValue.SourceFailure(error)
    }
    guard let property = compiled.tree.property(Self.name, of: compiled.tree.root) else {
      throw PropertyValue.SourceFailure(reason: "it is no value")
    }
    return (compiled.tree.value(of: property), compiled.isPlugin)
  }
}

extension PropertyValue.SourceFailure {
  /// Why a source with the value in it does not compile.
  init(_ failure: CompileFailure) {
    let first = failure.diagnostics.first { $0.severity == .error }
    self.init(reason: first?.message ?? "it does not compile", help: first?.help)
  }
}
