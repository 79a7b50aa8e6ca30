import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import TestSupport
import Testing

/// The preprocessor's text of sources that nobody would write.
@Suite struct HostilePreprocessorTests {
  /// Mutated sources neither trap nor hang; the text of one that compiles, compiles to the same blob.
  @Test func mutationsGiveTheSameBlobThroughTheirText() throws {
    let seed: UInt64 = 0x5eed_0e11
    var random = SeededGenerator(seed: seed)
    let names = ["language/values.dts", "language/merging.dts", "macros/preprocessed.dts"]
    let originals = try names.map { try Fixtures.bytes("dts/" + $0) }
    let files = [
      "included.dtsi": try Fixtures.bytes("dts/macros/included.dtsi"),
      "searched.h": Array("#define SEARCHED 1\n".utf8), "data.bin": [1, 2, 3, 4, 5, 6],
    ]
    let compiler = DTSCompiler(loader: SourceLoader(files: files), includePaths: [""])
    var plain = compiler
    plain.preprocesses = false
    var compared = 0
    for round in 0..<1000 {
      var text = originals[round % originals.count]
      HostileTests.mutate(&text, &random)
      guard let preprocessed = try? compiler.preprocess(text, path: "t.dts") else { continue }
      for lineMarkers in [true, false] {
        let bytes = preprocessed.bytes(lineMarkers: lineMarkers)
        guard let tree = try? compiler.compile(text, path: "t.dts").tree else { continue }
        let again = try? plain.compile(bytes, path: "t.dts").tree
        let isSame = again?.flattened() == tree.flattened()
        #expect(isSame, "seed \(seed), round \(round):\n\(String(decoding: bytes, as: UTF8.self))")
        compared += 1
      }
    }
    #expect(compared > 100, "seed \(seed)")
  }

  @Test func mutatedCasesNeitherTrapNorHang() throws {
    let seed: UInt64 = 0x5eed_0e12
    var random = SeededGenerator(seed: seed)
    let cases = try Fixtures.text("cpp/cases").components(separatedBy: "\n@@\n").map { Array($0.utf8) }
    let files = ["a.h": Array("A\n".utf8), "once.h": Array("#pragma once\nO\n".utf8)]
    var compiler = DTSCompiler(loader: SourceLoader(files: files), includePaths: [""])
    compiler.limits.expandedTokens = 10_000
    compiler.limits.expandedBytes = 1 << 16
    var made = 0
    for _ in 0..<10 {
      for text in cases {
        var text = text
        for _ in 0...Int.random(in: 0..<3, using: &random) { HostileTests.mutate(&text, &random) }
        guard let result = try? compiler.preprocess(text, path: "t.dts") else { continue }
        made += 1
        let count = result.bytes().count
        #expect(count < 1 << 18, "seed \(seed): \(count) bytes of \(String(decoding: text, as: UTF8.self))")
      }
    }
    #expect(made > 300, "seed \(seed)")
  }

  @Test func pastedArgumentsAreBounded() throws {
    let count = 4000
    let body = String(repeating: " a##p", count: count)
    let text = "#define F(p)\(body)\nF(\(String(repeating: "1 ", count: count)))\n"
    var compiler = DTSCompiler(loader: .none)
    compiler.limits.expandedTokens = 1 << 20
    do {
      _ = try compiler.preprocess(Array(text.utf8), path: "t.dts")
      Issue.record("16 million tokens were made")
    } catch {
      #expect(error.diagnostics.contains { $0.message.hasPrefix("macros expand without end") })
    }
  }

  @Test func questionsForFilesAreBounded() throws {
    let files = ["big.h": [UInt8](repeating: 0x0a, count: 1 << 20)]
    var compiler = DTSCompiler(loader: SourceLoader(files: files), includePaths: [""])
    compiler.limits.includedBytes = 8 << 20
    let text = String(repeating: "#if __has_include(<big.h>)\n#endif\n", count: 100)
    #expect(throws: CompileFailure.self) { try compiler.preprocess(Array(text.utf8), path: "t.dts") }
  }
}
