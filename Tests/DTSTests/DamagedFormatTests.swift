import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

/// Real sources from which bytes are missing: laid out they say the same, or they are refused.
@Suite("Laying out damaged sources")
struct DamagedFormatTests {
  private static let folders = [
    Fixtures.packageRoot.appending(path: "dts"), Fixtures.url("lint"), Fixtures.url("checks"),
  ]

  private static func sources() -> [URL] {
    folders.flatMap { folder in
      let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      return (found?.allObjects as? [URL] ?? []).filter {
        ["dts", "dtsi", "dtso"].contains($0.pathExtension)
      }
    }.sorted { $0.path < $1.path }
  }

  /// The comments of a text, without what is between their words.
  private func comments(_ text: [UInt8]) -> [Substring] {
    let text = String(decoding: text, as: UTF8.self)
    let comments = text.matches(of: #/"(?:[^"\\\\]|\\\\.)*"|\/\*(?s:.*?)\*\/|\/\/[^\n]*/#).map(\.output)
    return comments.filter { $0.first == "/" }.flatMap { $0.split { " \t\n".contains($0) } }
  }

  @Test func bytesAreMissing() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let sources = Self.sources()
    var counts = (refused: 0, compiled: 0)
    for round in 0..<400 {
      let url = try #require(sources.randomElement(using: &generator))
      var text = [UInt8](try Data(contentsOf: url))
      guard text.count < 20_000, !text.isEmpty else { continue }
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let start = Int.random(in: 0..<text.count, using: &generator)
        text.removeSubrange(start..<min(text.count, start + Int.random(in: 1...3, using: &generator)))
      }
      let place: Comment = "seed \(seed), round \(round), \(url.lastPathComponent)"
      guard let result = try? DTSFormatter().format(text) else {
        counts.refused += 1
        continue
      }
      #expect(try DTSFormatter().format(result) == result, place)
      #expect(comments(result) == comments(text), place)
      let compiler = DTSCompiler(loader: fileLoader)
      guard let old = try? compiler.compile(text, path: url.path) else { continue }
      counts.compiled += 1
      #expect(try compiler.compile(result, path: url.path).tree.flattened() == old.tree.flattened(), place)
    }
    #expect(counts.refused > 20 && counts.compiled > 20, "seed \(seed): \(counts)")
  }
}
