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

  @Test("Long runs of bytes and of open characters are looked through once")
  func runs() throws {
    let bytes = Self.repeated("ab", 500_000)
    let tree = try compile("/dts-v1/;\n/ { x = [\(bytes)]; };").tree
    #expect(tree.property("x", of: tree.root).map { tree.bytes(of: $0).count } == 500_000)
    for open in ["<", "", "["] {
      let text = "/dts-v1/;\n/ { x = \(open)" + Self.repeated("'\\", 500_000) + "; };\n"
      #expect(throws: CompileFailure.self) { try compile(text) }
    }
  }

  @Test("A value of many parts is printed once, part by part")
  func parts() throws {
    let list = Array(repeating: "<&l>", count: 60_000).joined(separator: ", ")
    let tree = try compile("/dts-v1/;\n/ { l: a { #clock-cells = <0>; }; b { clocks = \(list); }; };").tree
    let text = String(decoding: try YAMLPrinter().print(tree), as: UTF8.self)
    #expect(text.components(separatedBy: "!phandle 0x1").count == 60_001)
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
    ("#include \"double0.dtsi\"\n", "MiB of files are included"),
    ("/include/ \"raw0.dtsi\"\n", "MiB of files are included"),
    (
      "#define S(x) #x\n#define T(x) S(x)\n/dts-v1/;\n/ { x = " + repeated("T(", 150) + "\"\""
        + repeated(")", 150) + "; };",
      "macros expand to more than"
    ),
    (
      "/dts-v1/;\n/ { " + repeated("a { ", 50_000) + "x: b { }; " + repeated("};", 50_000) + " };\n&x { y = "
        + repeated("&x, ", 5000) + "&x; };", "MiB of paths"
    ),
    (
      "/dts-v1/;\n/plugin/;\n/ { " + repeated("a { ", 20_000) + "x = <" + repeated("&y ", 20_000) + ">; "
        + repeated("};", 20_000) + " };", "MiB of paths"
    ),
    ("/dts-v1/;\n/ {" + repeated("l: a { ", 20_000) + repeated("};", 20_000) + "};", "is given twice"),
    ("/dts-v1/;\n/ { x = <" + repeated("&nobody ", 100_000) + ">; };", "no node has the label"),
    ("/dts-v1/;\n/ { x = &nobody" + repeated(", &nobody", 50_000) + "; };", "no node has the label"),
    (
      "/dts-v1/;\n/ { x = <" + (0..<20_000).map { "l\($0): " }.joined()
        + (0..<20_000).map { "l\($0): " }.joined()
        + ">; };",
      "is given twice"
    ),
    ("/dts-v1/;\n/ { x = <" + repeated("y", 1_000_000) + ">; };", "is no number"),
    (
      "/dts-v1/;\n/ { " + (0..<100).map { "n\($0) { x = /incbin/(\"huge.bin\"); }; " }.joined() + "};",
      "MiB of files"
    ),
    ("/dts-v1/;\n/ { x = /incbin/(\"huge.bin\", 0xffffffffffffffff, 2); };", "an offset cannot be below 0"),
    (
      "/dts-v1/;\n/ { a: a { x = <&a>; a: b { phandle = <&a>; }; }; };\n/delete-node/ &a;\n&a { };",
      "no node has"
    ),
    ("/dts-v1/;\n/ { x = <(1 / 0) (1 % 0) (0 ? 1 / 0 : 1)>; };", "division by zero"),
    ("/dts-v1/;\n/ { " + repeated("x = 1;\n", 100_000) + "};", "must stand in"),
    ("# 99999999999999999999 \"big.dts\"\n/dts-v1/;\n/ { x = <&n>; };", "no node has the label 'n'"),
  ]

  @Test("Bombs end with a diagnostic that has a place", arguments: bombs.indices)
  func bomb(index: Int) {
    let (text, expected) = Self.bombs[index]
    var files = ["t.dts": text, "huge.bin": Self.repeated("0123456789abcdef", 1 << 18)]
    for number in 0..<40 {
      let line = "#include \"double\(number + 1).dtsi\"\n"
      files["double\(number).dtsi"] = number < 39 ? line + line : ""
      files["raw\(number).dtsi"] =
        number < 39 ? "/include/ \"raw\(number + 1).dtsi\" /include/ \"raw\(number + 1).dtsi\"" : ""
    }
    let found = messages(text, files: files)
    #expect(found.first?.contains(": error: ") == true)
    #expect(found.contains { $0.contains(expected) }, "\(found.prefix(3).map { $0.prefix(300) })")
    #expect(found.count < 1000)
    #expect(found.allSatisfy { $0.utf8.count < 2000 })
  }

  @Test("Shifts by 64 and more, and the smallest number divided by -1, have the values that dtc gives")
  func arithmetic() throws {
    let text = "/dts-v1/;\n/ { x = /bits/ 64 <(1 << 64) (1 << 100) (1 >> 64) (0x8000000000000000 / (-1))>; };"
    let tree = try compile("#if (-9223372036854775807 - 1) / -1 == 0 || 1 << 100\n#endif\n" + text).tree
    #expect(tree.bytes("x", of: tree.root).map(Array.init) == Array(repeating: 0, count: 32))
  }

  @Test("Line ends of every kind, and a byte order mark, are no fault")
  func lineEnds() throws {
    let text = "/dts-v1/;\n#define X \\\n 1\n/ {\n\tx = <X>; // one\n\ty = \"a\"; /* two\n */\n};\n"
    let blob = try compile(text).tree.flattened()
    #expect(try compile(text.replacing("\n", with: "\r\n")).tree.flattened() == blob)
    #expect(try compile("\u{feff}" + text).tree.flattened() == blob)
    let old = try compile("/dts-v1/;\r/ { x = <1>; };\r").tree
    #expect(old.cells("x", of: old.root) == [1])
    #expect(messages("/dts-v1/;\n/ { \u{1} };")[0].contains("found '\\x01'"))
  }

  @Test("Warnings about a tree as deep as its text is long take no more room than it")
  func deepWarnings() throws {
    var compiler = DTSCompiler(loader: .none)
    compiler.checks = .standard
    let count = 20_000
    let text = "/dts-v1/;\n/ { " + Self.repeated("a@1 { ", count) + Self.repeated("};", count) + "};"
    let compiled = try compiler.compile(Array(text.utf8), path: "t.dts")
    #expect(compiled.diagnostics.count > 100)
    #expect(compiled.findings.reduce(0) { $0 + ($1.subject?.utf8.count ?? 0) } < 64 << 20)
  }

  @Test("Limits are the caller's")
  func limits() {
    var compiler = DTSCompiler(loader: SourceLoader(files: ["a.dtsi": Array("\n".utf8)]))
    func fails(_ text: String, _ expected: String) {
      do throws(CompileFailure) {
        _ = try compiler.compile(Array(text.utf8), path: "t.dts")
        Issue.record("\(expected): it compiles")
      } catch {
        #expect(error.description.contains(expected))
      }
    }
    compiler.limits.includedBytes = 5000
    fails("#include \"a.dtsi\"\n#include \"a.dtsi\"\n/dts-v1/;\n/ { };", "files are included")
    compiler.limits.expandedTokens = 10
    fails("#define X(a) a a a a a a a a\n/dts-v1/;\n/ { x = <X(X(X(X(1))))>; };", "macros expand without end")
    for limit in [Int.max, .max - 1, .min] {
      compiler.limits.includeDepth = limit
      compiler.limits.includedBytes = limit
      compiler.limits.expandedTokens = limit
      compiler.limits.expandedBytes = limit
      compiler.limits.pathBytes = limit
      let text = "#define X(a) a\n#include \"a.dtsi\"\n/dts-v1/;\n/ { l: n { x = <X(1)>, <&l>; y = &l; }; };"
      let compiled = try? compiler.compile(Array(text.utf8), path: "t.dts")
      #expect((compiled != nil) == (limit > 0))
    }
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

  static func mutate(_ text: inout [UInt8], _ random: inout SeededGenerator) {
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
