import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import TestSupport
import Testing

/// A loader over the file system.
let fileLoader = SourceLoader { path in
  guard let data = FileManager.default.contents(atPath: path) else { return .failure(.notFound) }
  return .success([UInt8](data))
}

/// The path of a file of `fixtures/dts`.
func fixture(_ path: String) -> String { Fixtures.url("dts/" + path).path(percentEncoded: false) }

/// Compiles a text that stands alone, or with others beside it.
func compile(
  _ text: String, files: [String: String] = [:], path: String = "t.dts", symbols: Bool = false
) throws(CompileFailure) -> CompiledTree {
  var compiler = DTSCompiler(loader: SourceLoader(files: files.mapValues { Array($0.utf8) }))
  compiler.makesSymbols = symbols
  return try compiler.compile(Array(text.utf8), path: path)
}

/// The messages for a text, one line each, `file:line:col: severity: message` and the same for notes.
func messages(_ text: String, files: [String: String] = [:]) -> [String] {
  do throws(CompileFailure) {
    let compiled = try compile(text, files: files)
    return lines(compiled.diagnostics, compiled.sources)
  } catch {
    return lines(error.diagnostics, error.sources)
  }
}

private func lines(_ diagnostics: [Diagnostic], _ sources: SourceMap) -> [String] {
  func line(_ range: SourceRange?, _ label: String, _ message: String) -> String {
    guard let range else { return "\(label): \(message)" }
    let place = sources.location(of: range)
    return "\(place.path):\(place.line):\(place.column): \(label): \(message)"
  }
  var result: [String] = []
  for diagnostic in diagnostics {
    result.append(line(diagnostic.range, diagnostic.severity.rawValue, diagnostic.message))
    for note in diagnostic.notes { result.append(line(note.range, "note", note.message)) }
    if let help = diagnostic.help { result.append("help: \(help)") }
  }
  return result
}

/// What dtc makes of a file; the test fails if dtc is missing or refuses it.
func dtc(_ path: String, _ options: [String] = []) throws -> [UInt8] {
  let result = try Tool.run("dtc", ["-q", "-I", "dts", "-O", "dtb"] + options + [path])
  try #require(result.status == 0, "dtc: \(result.errors)")
  return result.output
}

/// What `cpp | dtc` makes of a file.
func cppAndDTC(_ path: String, folders: [String]) throws -> [UInt8] {
  let includes = folders.flatMap { ["-I", $0] }
  let text = try Tool.run(
    "cpp", ["-nostdinc"] + includes + ["-undef", "-D__DTS__", "-x", "assembler-with-cpp", path])
  try #require(text.status == 0, "cpp: \(text.errors)")
  let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
  let result = try Tool.run("dtc", ["-q", "-I", "dts", "-O", "dtb", "-i", folder, "-"], input: text.output)
  try #require(result.status == 0, "dtc: \(result.errors)")
  return result.output
}
