import Foundation
import TestSupport
import Testing

/// `fdtput`, beside Debian's own.
@Suite struct FDTPutTests {
  private static let source = """
    /dts-v1/;
    /memreserve/ 0x1000 0x2000;
    / { model = "some board"; compatible = "a,b", "c,d"; #address-cells = <1>; #size-cells = <1>;
      aliases { serial0 = "/soc/serial@1000"; bad = "nowhere"; };
      soc { serial@1000 { reg = <0x1000 0x100>; status = "okay"; };
        serial@2000 { reg = <0x2000 0x100>; odd = [01 02 03 04 05]; }; deep { deeper { v; }; }; };
      chosen { bootargs = "console=ttyS0"; }; };
    """
  private static let paths = [
    "/", "/soc", "/soc/serial@1000", "/soc/serial", "serial0", "/chosen/", "//soc//deep", "/soc/deep/deeper",
    "/nope", "nope", "bad", "", "serial0/x", "/soc/serial@1000/new", "/a/b/c", "/soc/serial@3000",
  ]
  private static let properties = [
    "model", "compatible", "status", "new", "x", "bootargs", "reg", "odd", "v", "serial", "size-cells",
    "a-longer-name-than-all-others",
  ]
  /// Numbers that 1.6.1 reads as 1.8.1 does; what else there is stands in `wordsAreReadAsC()`.
  private static let numbers = ["0", "1", "7", "10", "45", "255", "100000"]

  /// A call whose answer does not hang on what stood in fdtput's memory before: no numbers of two bytes, of which it
  /// writes one, and no nodes without a name, which it makes.
  private static func call(_ random: inout SeededGenerator) -> [String] {
    func some(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    func some(_ count: ClosedRange<Int>, of texts: [String]) -> [String] {
      (0..<Int.random(in: count, using: &random)).map { _ in some(texts) }
    }
    let plain = paths.filter { !$0.hasSuffix("/") && !$0.contains("//") && !$0.isEmpty }
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<3: return ["-c", "--", "t.dtb"] + some(0...3, of: plain)
    case 3..<5: return ["-cp", "--", "t.dtb"] + some(1...2, of: plain)
    case 5..<7: return ["-r", "--", "t.dtb"] + some(1...2, of: paths.filter { $0 != "/" })
    case 7..<9: return ["-d", "--", "t.dtb", some(paths)] + some(0...2, of: properties)
    default:
      let type = some(["-ts", "-ts", "-tx", "-ti", "-tu", "-tbx", "-tbi", "-thhx", "-tlx"])
      let options = ["-p", "-v", "", "", ""].randomElement(using: &random) ?? ""
      let path = options == "-p" ? some(plain) : some(paths)
      let texts = ["a", "ab", "abc", "abcd", "", String(repeating: "x", count: 61)]
      let values = some(0...4, of: type == "-ts" ? texts : numbers)
      return [type] + (options.isEmpty ? [] : [options]) + ["--", "t.dtb", path, some(properties)] + values
    }
  }

  @Test func leavesTheBytesThatDebiansLeaves() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    for (name, layout) in [("a", []), ("b", ["-p", "300"]), ("c", ["-R", "3", "-p", "64"])] {
      let made = try program.runDebians("dtc", ["-q", "-o", "\(name).dtb", "t.dts"] + layout)
      try #require(made.status == 0, "\(made.errors)")
    }
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let base = try program.bytes(["a.dtb", "b.dtb", "c.dtb"].randomElement(using: &random) ?? "a.dtb")
      let call = Self.call(&random)
      try Data(base).write(to: program.url("t.dtb"))
      let theirs = try program.runDebians("fdtput", call)
      let expected = try program.bytes("t.dtb")
      try Data(base).write(to: program.url("t.dtb"))
      let ours = try program.run(as: "fdtput", call)
      #expect(ours.status == theirs.status, "seed \(seed): fdtput \(call): \(ours.errors) / \(theirs.errors)")
      #expect(try program.bytes("t.dtb") == expected, "seed \(seed): fdtput \(call)")
      // Of a node that cannot be made 1.6.1 names the parent, later ones the path.
      if call[0] != "-c" { #expect(ours.errors == theirs.errors, "seed \(seed): fdtput \(call)") }
    }
  }

  /// The values that fdtput 1.8.1 makes of a word, as `fdtget -tbx` shows them; nil where it takes none.
  @Test func wordsAreReadAsC() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ { };\n", to: "t.dts")
    #expect(try program.runDebians("dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    let recorded: [(type: String, word: String, value: String?)] = [
      ("-tlx", "0x10", "0 0 0 10"), ("-tx", "-1", "ff ff ff ff"), ("-tx", "4294967295", "94 96 72 95"),
      ("-tx", "0x", nil), ("-tx", "18446744073709551616", nil), ("-tx", "+5", "0 0 0 5"), ("-tx", "zz", nil),
      ("-ti", "010", "0 0 0 8"), ("-ti", "08", nil), ("-ti", "0x10", "0 0 0 10"), ("-ti", "- 1", nil),
      ("-ti", "-9223372036854775808", "0 0 0 0"), ("-ti", "9223372036854775808", nil),
      ("-tu", "18446744073709551615", "ff ff ff ff"), ("-tbi", "-1", "ff"), ("-tbx", "4294967296", "96"),
      ("-p", "010", "0 0 0 a"), ("-p", "0x10", nil), ("-p", " 7", "0 0 0 7"), ("-p", "7 ", nil),
      ("-p", "", "0 0 0 0"), ("-p", "4294967296", "0 0 0 0"),
    ]
    for (type, word, value) in recorded {
      let put = try program.run(as: "fdtput", [type, "--", "t.dtb", "/", "p", word])
      #expect(put.status == (value == nil ? 1 : 0), "\(type) '\(word)': \(put.errors)")
      #expect(put.errors == (value == nil ? "Couldn't parse \"\(word)\" as an integer\n" : ""))
      guard let value else { continue }
      #expect(
        try program.run(as: "fdtget", ["-tbx", "t.dtb", "/", "p"]).text == value + "\n", "\(type) '\(word)'")
    }
  }

  @Test func whatDebiansFdtputSpoilsIsRefusedOrDone() throws {
    let program = try Program()
    try program.write(Self.source, to: "t.dts")
    #expect(try program.runDebians("dtc", ["-q", "-o", "t.dtb", "t.dts"]).status == 0)
    let before = try program.bytes("t.dtb")
    #expect(try program.run(as: "fdtput", ["t.dtb", "-r", "/"]).status == 1)
    #expect(try program.run(as: "fdtput", ["t.dtb", "-c", "/"]).status == 1)
    let name = String(repeating: "n", count: 300)
    let unnamable = try program.run(as: "fdtput", ["t.dtb", "/", name, "1"])
    #expect(unnamable.status == 1 && unnamable.errors.contains("a property's name must not hold"))
    #expect(try program.bytes("t.dtb") == before)
    #expect(try program.run(as: "fdtput", ["t.dtb", "-thx", "/", "pair", "1234", "ff"]).status == 0)
    #expect(try program.run(as: "fdtget", ["t.dtb", "-thx", "/", "pair"]).text == "1234 ff\n")
    let long = "/" + String(repeating: "a long name,", count: 400)
    #expect(try program.run(as: "fdtput", ["t.dtb", "-cp", long + "/b"]).status == 0)
    #expect(try program.runDebians("fdtget", ["t.dtb", "-l", long]).text == "b\n")
    // libfdt edits no blob of version 16.
    #expect(try program.runDebians("dtc", ["-q", "-V", "16", "-o", "t16.dtb", "t.dts"]).status == 0)
    #expect(try program.run(as: "fdtput", ["t16.dtb", "-ts", "/chosen", "bootargs", "quiet"]).status == 0)
    #expect(try program.runDebians("fdtget", ["t16.dtb", "/chosen", "bootargs"]).text == "quiet\n")
  }
}
