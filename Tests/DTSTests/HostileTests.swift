import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

@Suite("Hostile texts")
struct HostileTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test("100,000 nested nodes compile, and print")
  func deep() throws {
    let count = 100_000
    let tree = try compile("/dts-v1/;\n/ {" + Self.repeated("a{", count) + Self.repeated("};", count) + "};")
      .tree
    #expect(tree.allNodes.reduce(0) { sum, _ in sum + 1 } == count + 1)
    #expect(DTSPrinter().print(tree).utf8.count > count)
  }

  @Test("Expressions nest without end")
  func expressions() throws {
    let count = 100_000
    let texts = [
      Self.repeated("(", count) + "1" + Self.repeated(")", count),
      "(" + Self.repeated("- ", count) + "1)", "(" + Self.repeated("0?2:", count) + "1)",
    ]
    for text in texts {
      let tree = try compile("#if \(text)\n#endif\n/dts-v1/;\n/ { x = <\(text)>; };").tree
      #expect(tree.cells("x", of: tree.root) == [1])
    }
  }

  static let bombs: [(String, String)] = [
    (
      "#define A0 1 1\n" + (1..<60).map { "#define A\($0) A\($0 - 1) A\($0 - 1)\n" }.joined()
        + "/ { x = <A59>; };",
      "macros expand without end"
    ),
    (
      "#define F(x) x x x\n/ { x = <" + repeated("F(", 60) + "1" + repeated(")", 60) + ">; };",
      "macros expand"
    ),
    ("#define F(x) x\n/ { x = <" + repeated("F(", 50_000) + "1" + repeated(")", 50_000) + ">; };", "macros"),
    (
      "#define P(a) a##a\n#define Q(a) P(a)\n/ { x = <" + repeated("Q(", 60) + "1" + repeated(")", 60)
        + ">; };",
      "macros expand to more than"
    ),
    ("#include \"t.dts\"\n", "files include each other"),
    ("/include/ \"t.dts\"\n/include/ \"t.dts\"\n", "files include each other"),
    (repeated("#if 1\n", 100_000), "conditional is not ended"),
    ("/dts-v1/;\n/ {" + repeated("a{", 100_000), "is not ended"),
    ("/dts-v1/;\n/ { x = <" + repeated("(", 100_000), "missing ')'"),
    ("/dts-v1/;\n/ {" + repeated("x = <&y>; ", 100_000) + "};", "given twice"),
    ("/dts-v1/;\n/ { x\0y = <1>; };", "expected '=', ';' or '{'"),
    ("# 2000000000 \"big.dts\"\n/dts-v1/;\n/ { x = <&n>; };", "no node has the label 'n'"),
    ("# 99999999999999999999 \"big.dts\"\n/dts-v1/;\n/ { x = <&n>; };", "no node has the label 'n'"),
  ]

  @Test("Bombs end with a diagnostic that has a place", arguments: bombs.indices)
  func bomb(index: Int) {
    let (text, expected) = Self.bombs[index]
    let found = messages(text, files: ["t.dts": text])
    #expect(found.first?.contains(": error: ") == true)
    #expect(found.contains { $0.contains(expected) }, "\(found.prefix(3))")
    #expect(found.count < 1000)
  }

  @Test("Bytes that are no UTF-8, and NULs")
  func bytes() throws {
    let texts: [[UInt8]] = [
      Array("/dts-v1/;\n/ { x = \"".utf8) + [0xff, 0, 0xc3] + Array("\"; };".utf8),
      Array("/dts-v1/;\n/ { ".utf8) + [0xff, 0xfe] + Array(" = <1>; };".utf8),
      [0], [0xef, 0xbb, 0xbf], Array("\"".utf8), Array("'".utf8), Array("\\".utf8), Array("#".utf8),
      Array("/".utf8),
      Array("/include/ \"".utf8), Array("&{".utf8), Array("/dts-v1/;&".utf8), Array("#define".utf8),
      Array("#define F(".utf8), Array("#define F(a".utf8), Array("#if".utf8), Array("#include".utf8),
      Array("#include <".utf8), Array("# 1 \"".utf8),
    ]
    for text in texts { _ = try? DTSCompiler(loader: .none).compile(text, path: "t.dts") }
    let tree = try DTSCompiler(loader: .none).compile(texts[0], path: "t.dts").tree
    #expect(tree.bytes("x", of: tree.root).map(Array.init) == [0xff, 0, 0xc3, 0])
  }

  @Test("2,000 mutations of the fixtures neither trap nor hang; those that compile print and compile again")
  func mutations() throws {
    let seed: UInt64 = 0x5eed_0d75
    var random = SeededGenerator(seed: seed)
    let names = [
      "language/values.dts", "language/merging.dts", "language/phandles.dts", "language/overlay.dts",
    ]
    let originals =
      try names.map { try Fixtures.bytes("dts/" + $0) } + [Fixtures.bytes("dts/macros/preprocessed.dts")]
    let files = [
      "included.dtsi": try Fixtures.bytes("dts/macros/included.dtsi"),
      "searched.h": Array("#define SEARCHED 1\n".utf8),
      "data.bin": [1, 2, 3, 4, 5, 6],
    ]
    var compiler = DTSCompiler(loader: SourceLoader(files: files), includePaths: [""])
    var compiledCount = 0
    for round in 0..<2000 {
      var text = originals[round % originals.count]
      for _ in 0...Int.random(in: 0..<2, using: &random) { Self.mutate(&text, &random) }
      compiler.makesSymbols = round % 3 == 0
      guard let tree = try? compiler.compile(text, path: "t.dts").tree else { continue }
      compiledCount += 1
      let printed = DTSPrinter().print(tree)
      do throws(CompileFailure) {
        let again = try DTSCompiler(loader: .none).compile(Array(printed.utf8), path: "p.dts").tree
        #expect(again.flattened() == tree.flattened(), "seed \(seed), round \(round)")
      } catch {
        Issue.record("seed \(seed), round \(round): \(error)")
      }
    }
    #expect(compiledCount > 100, "seed \(seed)")
  }

  private static func mutate(_ text: inout [UInt8], _ random: inout SeededGenerator) {
    guard !text.isEmpty else { return }
    let at = Int.random(in: 0..<text.count, using: &random)
    let length = min(Int.random(in: 1..<24, using: &random), text.count - at)
    let pieces = [
      "<", ">", "{", "};", "/*", "*/", "\"", "&", "#", "##", "\\\n", "(", ")", ";", ",", ":", "'", "\0",
      "&{/",
    ]
    switch Int.random(in: 0..<5, using: &random) {
    case 0: text[at] = UInt8.random(in: 0...255, using: &random)
    case 1: text.removeSubrange(at..<at + length)
    case 2:
      text.insert(contentsOf: text[at..<at + length], at: Int.random(in: 0..<text.count, using: &random))
    case 3: text.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: at)
    default: text[at] = text[Int.random(in: 0..<text.count, using: &random)]
    }
  }
}
