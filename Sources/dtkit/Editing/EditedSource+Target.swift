import DTS
import SourceDiagnostics

extension EditedSource {
  /// What to say of the changed source as a file in another folder than its own; nil where it compiles there as it is.
  ///
  /// Edits are judged where the source stands, for there its includes are meant. Elsewhere files beside it are found
  /// only if its old folder is named, or others of their names are found first.
  ///
  /// Complexity: a compilation or two if the folder is another one and there are includes.
  func note(onWritingTo target: String) -> String? {
    let (path, compiler) = (original.input.path, original.compiler)
    guard target != "-", path != "-", Self.folder(of: target) != Self.folder(of: path),
      result.dependencies.count > 1
    else { return nil }
    let includes = Array(result.dependencies.dropFirst())
    if files(at: target, compiler.includePaths) == includes { return nil }
    let folder = Self.folder(of: path)
    let name = folder.isEmpty ? "." : folder == "/" ? "/" : String(folder.dropLast())
    let call = (compiler.includePaths + [name]).map { " -I \($0)" }.joined()
    guard files(at: target, compiler.includePaths + [name]) == includes else {
      return "it was judged as if it stood beside \(path); where it stands, it includes other files, or none"
    }
    return "it includes files that stand beside \(path): dtkit build\(call) \(target)"
  }

  /// The files that the changed text includes as `path`; nil if it does not compile there.
  private func files(at path: String, _ folders: [String]) -> [String]? {
    var compiler = original.compiler
    compiler.includePaths = folders
    return (try? compiler.compile(text, path: path)).map { Array($0.dependencies.dropFirst()) }
  }

  /// Up to the last slash, and with it.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
