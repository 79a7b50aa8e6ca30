@testable import DTS
import Foundation
import SourceDiagnostics
import TestSupport
import Testing

/// The preprocessed text has the tokens that GNU cpp's has, with blanks and line ends between the same ones.
///
/// Equal blobs alone would not show a difference in what the compiler passes over.
@Suite struct PreprocessedTextTests {
  @Test("Macros give the words that cpp gives", arguments: PreprocessorTests.sources.indices)
  func expansion(index: Int) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "t.dts")
    try Data(PreprocessorTests.sources[index].utf8).write(to: file)
    try expectSameWords(file.path(percentEncoded: false))
  }

  @Test("Files give the words that cpp gives")
  func files() throws {
    var compared = 0
    for folder in ["dts/language", "dts/macros", "lint"] {
      let url = Fixtures.url(folder)
      for file in try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      where ["dts", "dtsi"].contains(file.pathExtension) {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        // dtc's own includes and line markers are not cpp's to carry out.
        if text.contains("/include/") || text.hasPrefix("# ") { continue }
        try expectSameWords(file.path(percentEncoded: false))
        compared += 1
      }
    }
    #expect(compared > 20, "only \(compared) files")
  }

  private func expectSameWords(_ path: String) throws {
    let cpp = try Tool.run(
      "cpp", ["-P", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp", path])
    try #require(cpp.status == 0, "cpp: \(cpp.errors)")
    var preprocessor = Preprocessor(
      search: IncludeSearch(loader: fileLoader, folders: []), limits: SourceLimits())
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    preprocessor.run(path: path, bytes: bytes, defines: [MacroDefinition("__DTS__")], preprocesses: true)
    #expect(preprocessor.errorCount == 0, "\(path)")
    let (ours, theirs) = (Self.words(preprocessor.text), Self.words(cpp.output))
    let place = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    #expect(
      ours == theirs,
      "\(path), word \(place ?? min(ours.count, theirs.count)): \(ours.dropFirst(place ?? 0).prefix(4)), cpp: \(theirs.dropFirst(place ?? 0).prefix(4))"
    )
  }

  private static func words(_ text: [UInt8]) -> [String] {
    text.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
  }
}
