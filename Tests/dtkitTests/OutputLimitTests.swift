import Foundation
import TestSupport
import Testing

/// Outputs that would be out of all proportion to the input.
struct OutputLimitTests {
  private static let depth = 100_000
  private static let source =
    "/dts-v1/;\n/ {" + String(repeating: "a{", count: depth) + String(repeating: "};", count: depth) + "};\n"

  @Test(arguments: [
    (["-V", "1", "-O", "dtb"], "versions before 16")
  ])
  func `dtc ends where nodes are too deep for a form`(options: [String], word: String) throws {
    let program = try Program()
    try program.write(Self.source, to: "deep.dts")
    let result = try program.run(as: "dtc", ["-q"] + options + ["-o", "out", "deep.dts"])
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("FATAL ERROR: deep.dts: the nodes are nested \(Self.depth) deep"))
    #expect(result.errors.contains(word))
    #expect(!FileManager.default.fileExists(atPath: program.url("out").path))
  }

  @Test(arguments: [
    (["-R", "2000000000", "-O", "dtb"], "the blob would have 320000"),
    (["-R", "300000000", "-O", "dtb"], "the blob would have 480000"),
    (["-p", "2147483647", "-O", "dtb"], "the blob would have 21474837"),
    (["-R", "100000000", "-O", "asm"], "100000000 free memory reservations"),
  ])
  func `dtc ends where too much room is asked for`(options: [String], words: String) throws {
    let program = try Program()
    try program.write("/dts-v1/; / { };", to: "t.dts")
    let result = try program.run(as: "dtc", options + ["-o", "out", "t.dts"])
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("FATAL ERROR: t.dts: \(words)"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.url("out").path))
  }

  @Test(arguments: ["text", "json", "sarif"])
  func `paths are listed where they are in proportion to the tree`(format: String) throws {
    let program = try Program()
    try program.write(Self.source, to: "deep.dts")
    let all = try program.run("query", "deep.dts", "--path", "**", "--format", format)
    #expect(all.status == 2)
    #expect((all.text + all.errors).contains("the nodes are nested \(Self.depth) deep, and their paths"))
    let one = try program.run("query", "deep.dts", "--path", "/a/*/a", "--format", format)
    #expect(one.status == 0)
    #expect(one.text.contains("/a/a/a"))
    try program.write("/dts-v1/; / { };", to: "flat.dts")
    #expect(try program.run("diff", "flat.dts", "deep.dts", "--format", format).status == 1)
    try program.write(Self.source.replacing("a{", with: "a{p;"), to: "other.dts")
    #expect(try program.run("diff", "deep.dts", "other.dts", "--format", format).status == 2)
  }

  @Test func `a wide cell does not widen the others`() throws {
    let program = try Program()
    let name = String(repeating: "n", count: 30_000)
    let nodes = (0..<1000).map { "l\($0): a\($0) { };" }.joined()
    try program.write("/dts-v1/; / { \(name) { }; \(nodes) };", to: "t.dts")
    let result = try program.run("query", "t.dts", "--path", "/*")
    #expect(result.status == 0)
    #expect(result.output.count < 100_000)
  }

  @Test func `build says what to do where nodes are too deep for a form`() throws {
    let program = try Program()
    try program.write(Self.source, to: "deep.dts")
    let result = try program.run("build", "deep.dts", "--to", "yaml", "-o", "deep.yaml")
    #expect(result.status == 2)
    #expect(result.errors.contains("deep.dts: the nodes are nested \(Self.depth) deep"))
    #expect(result.errors.contains("write a blob (dtb)"))
    #expect(!FileManager.default.fileExists(atPath: program.url("deep.yaml").path))
    #expect(try program.run("build", "deep.dts", "--to", "dts", "-o", "flat.dts").status == 0)
  }
}
