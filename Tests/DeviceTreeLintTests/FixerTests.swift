import DTS
import DeviceTree
import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import TestSupport
import Testing

/// Findings mended in the text: what changes, what stays byte for byte, and what is refused.
struct FixerTests {
  /// Files that a source is made of; `main.dts` is the one that is mended.
  private func fix(
    _ files: [String: String], _ kernel: Kernel = .known, _ choice: MendChoice = MendChoice()
  ) throws -> (result: FixResult<CompiledSource>, texts: [String: String]) {
    let loader = SourceLoader { path in
      if let text = files[path] { return .success(Array(text.utf8)) }
      return (try? Fixtures.bytes("lint/\(path)")).map { .success($0) } ?? .failure(.notFound)
    }
    let compiler = DTSCompiler(loader: loader)
    let source = CompiledSource(try compiler.compile(path: "main.dts"), path: "main.dts", compiler: compiler)
    var fixer = Fixer()
    fixer.choice = choice
    let result = fixer.fix(source) { try? kernel.boot($0.tree) }
    return (result, result.subject.changed.mapValues { String(decoding: $0, as: UTF8.self) })
  }

  /// The first mend everywhere: what the tests below shrink is a guest's memory, which takes a choice.
  private static let first: MendChoice = {
    var choice = MendChoice()
    choice.choose(1)
    return choice
  }()

  private func board(
    chosen: String = "bootargs = \"earlycon=uart8250,mmio,0x1fe001e0\";", prelude: String = "",
    regions: String,
    behind: String = ""
  ) -> String {
    """
    /dts-v1/;
    #include "board.dtsi"
    \(prelude)
    / {
    \tchosen { \(chosen) };
    \tmemory@200000 {
    \t\tdevice_type = "memory";
    \t\treg = <0x0 0x200000 0x0 0xee00000>, <0x0 0x90000000 0x0 0x10000000>, <0x0 0xc0000000 0x0 0x800000>;
    \t};
    \treserved-memory {
    \t\t#address-cells = <2>;
    \t\t#size-cells = <2>;
    \t\tranges;
    \(regions)
    \t};
    };
    \(behind)
    """
  }

  /// Every tree of fixtures/lint with every kernel of its cases: what is mended compiles to a tree without the
  /// finding, and outside of the edits not a byte changes.
  @Test(arguments: FixtureTests.cases)
  func fixturesAreMended(_ test: FixtureTests.Case) throws {
    let text = String(decoding: try Fixtures.bytes("lint/\(test.tree).dts"), as: UTF8.self)
    let (result, texts) = try fix(["main.dts": text], test.kernel)
    let before = try LintedTree(test.tree, test.kernel).findings
    #expect(
      result.findings.count(where: { $0.level == .error }) <= before.count(where: { $0.level == .error }))
    for fixed in result.fixed {
      #expect(
        !result.findings.contains { $0.message == fixed.finding.message && $0.path == fixed.finding.path })
    }
    #expect(result.fixed.isEmpty == texts.isEmpty)
    for finding in before where finding.mends.contains(where: { $0.applicability == .automatic }) {
      let isMended = result.fixed.contains {
        $0.finding.rule == finding.rule && $0.finding.path == finding.path
      }
      // A mend for one of two findings may settle both.
      let isGone = !result.findings.contains { $0.rule == finding.rule }
      let why = result.findings.compactMap { result.reason($0)?.text }
      // The smallest may make another finding, and the others take a choice.
      let isOffered = result.findings.contains {
        $0.rule == finding.rule && result.reason($0)?.offers.isEmpty == false
      }
      #expect(isMended || isGone || isOffered, "\(finding.rule): \(why)")
    }
  }

  @Test func onlyTheNumberChanges() throws {
    let region =
      "\t\tguest@c0000000 { no-map; /* theirs */ reg = <0x0 0xC0000000 0x0 0x00800000>; }; // end\r"
    let text = board(regions: region)
    let (_, texts) = try fix(["main.dts": text], .known, Self.first)
    #expect(
      texts == [
        "main.dts": text.replacing("0x00800000>;", with: "0x007FD000>;").replacing("7FD000", with: "7fd000")
      ])
  }

  /// The last definition decides: an override in another file is where the number stands.
  @Test func theOverrideIsChanged() throws {
    let main = board(
      regions: "\t\tguest: guest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x100000>; };",
      behind: "#include \"more.dtsi\"\n")
    let more = "&guest {\n\treg = <0x0 0xc0000000 0x0 0x800000>;\n};\n"
    let (result, texts) = try fix(["main.dts": main, "more.dtsi": more], .known, Self.first)
    #expect(texts == ["more.dtsi": more.replacing("0x800000", with: "0x7fd000")])
    #expect(
      result.fixed.first?.notes == [
        "more.dtsi changes: trees that include it change with it", Mend.usersMustBeTold,
      ])
  }

  @Test func aMacroIsReplacedWhereItIsUsed() throws {
    let text = board(
      prelude: "#define SIZE 0x800000\n#define LATER SIZE",
      regions: "\t\tguest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 LATER>; };")
    let (result, texts) = try fix(["main.dts": text], .known, Self.first)
    #expect(texts["main.dts"] == text.replacing("0x0 LATER>", with: "0x0 0x7fd000>"))
    #expect(result.fixed.first?.notes.first?.contains("LATER is replaced here by its new value") == true)
  }

  @Test func aMacroOfSeveralCellsIsReplacedAsAWhole() throws {
    let text = board(
      prelude: "#define RANGE 0x0 0xc0000000 0x0 0x800000",
      regions: "\t\tguest@c0000000 { no-map; reg = <RANGE>; };")
    let (_, texts) = try fix(["main.dts": text], .known, Self.first)
    #expect(texts["main.dts"] == text.replacing("<RANGE>", with: "<0x0 0xc0000000 0x0 0x7fd000>"))
  }

  /// What a macro is given stands in the file, and is changed there.
  @Test func anArgumentIsChangedInPlace() throws {
    let text = board(
      prelude: "#define RANGE(base, size) 0x0 base 0x0 size",
      regions: "\t\tguest@c0000000 { no-map; reg = <RANGE(0xc0000000, 0x800000)>; };")
    let (_, texts) = try fix(["main.dts": text], .known, Self.first)
    #expect(texts["main.dts"] == text.replacing("0xc0000000, 0x800000", with: "0xc0000000, 0x7fd000"))
  }

  /// A macro that makes the whole property cannot be changed at its use, and the reason says so.
  @Test func aMadePropertyIsRefused() throws {
    let text = board(
      prelude: "#define GUEST no-map; reg = <0x0 0xc0000000 0x0 0x800000>;",
      regions: "\t\tguest@c0000000 { GUEST };")
    let (result, texts) = try fix(["main.dts": text], .known, Self.first)
    #expect(texts.isEmpty)
    let finding = try #require(result.findings.first)
    #expect(result.reason(finding)?.text == "reg of /reserved-memory/guest@c0000000 is made by a macro")
  }

  @Test func aMoveTakesNameAndReferencesAlong() throws {
    var choice = MendChoice()
    choice.choose(2, for: "guest@c0000000")
    let text = board(
      chosen:
        "bootargs = \"earlycon=uart8250,mmio,0x1fe001e0\"; region = \"/reserved-memory/guest@c0000000\";",
      prelude: "/ { user { memory-region = <&{/reserved-memory/guest@c0000000}>; }; };",
      regions: "\t\tguest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x800000>; };",
      behind: "&{/reserved-memory/guest@c0000000} { status = \"okay\"; };\n")
    let (result, texts) = try fix(["main.dts": text], .known, choice)
    #expect(result.fixed.count == 1, "\(result.findings.map { result.reason($0)?.text ?? $0.message })")
    #expect(
      texts["main.dts"]
        == text.replacing("guest@c0000000", with: "guest@9f800000").replacing(
          "<0x0 0xc0000000 0x0 0x800000>; };", with: "<0x0 0x9f800000 0x0 0x800000>; };"))
  }

  /// A node of several places moves in the file with its comment.
  @Test func anOrderIsChangedWithTheComment() throws {
    let pool = "\t\tpool@98000000 { reg = <0x0 0x98000000 0x0 0x200000>; };\n"
    let guest =
      "\t\t/* what the guest\n\t\t * shares */\n\t\tshared@98100000 {\n\t\t\tno-map; reg = <0x0 0x98100000 0x0 0x100000>;\n\t\t};\n"
    var choice = MendChoice()
    choice.choose(1)
    let text = board(chosen: "", regions: pool + "\n" + guest)
    let compiled = try DTSCompiler(
      loader: SourceLoader { path in
        (try? Fixtures.bytes("lint/\(path)")).map { .success($0) } ?? .failure(.notFound)
      }
    ).compile(Array(text.utf8), path: "main.dts")
    let tree = compiled.tree
    var editor = SourceEditor(compiled)
    let node = try #require(tree.node(at: "/reserved-memory/shared@98100000"))
    let sibling = try #require(tree.node(at: "/reserved-memory/pool@98000000"))
    try editor.move(node, before: sibling)
    let after = editor.edits.apply(to: compiled.sources).map { String(decoding: $0.text, as: UTF8.self) }
    #expect(after == [text.replacing(pool + "\n" + guest, with: guest + "\n" + pool)])
  }

  @Test func whatNeedsAChoiceIsOnlyOffered() throws {
    let text = String(decoding: try Fixtures.bytes("lint/no-map-reusable.dts"), as: UTF8.self)
    let (result, texts) = try fix(["main.dts": text])
    #expect(texts.isEmpty)
    let reason = try #require(result.findings.first.flatMap { result.reason($0)?.text })
    #expect(reason.hasPrefix("it takes a choice: --mend 1: drop reusable"))
    var choice = MendChoice()
    choice.choose(1)
    #expect(
      try fix(["main.dts": text], .known, choice).texts["main.dts"]
        == text.replacing("\t\t\treusable;\n", with: ""))
  }

  /// Text that went through a preprocessor is not the file that its line markers name.
  @Test func preprocessedTextIsRefused() throws {
    let text =
      "# 1 \"other.dts\"\n"
      + board(regions: "\t\tguest@c0000000 { no-map; reg = <0x0 0xc0000000 0x0 0x800000>; };")
    let (result, texts) = try fix(["main.dts": text], .known, Self.first)
    #expect(texts.isEmpty)
    let reason = result.findings.compactMap { result.reason($0)?.text }
    #expect(reason.contains { $0.contains("it went through a preprocessor") }, "\(reason)")
  }

  @Test func aBlobIsMendedAsATree() throws {
    let tree = try LintedTree("end-of-ram", .known).compiled.tree
    var fixer = Fixer()
    fixer.choice = Self.first
    let result = fixer.fix(tree) { try? Kernel.known.boot($0) }
    #expect(result.fixed.count == 1)
    #expect(result.findings.isEmpty)
    let node = try #require(result.subject.node(at: "/reserved-memory/nonroot@c0000000"))
    #expect(result.subject.cells("reg", of: node) == [0, 0xc000_0000, 0, 0x7fd000])
  }

  /// Nothing says for which architecture the tree is: the finding itself says what was assumed.
  @Test func anAssumedArchitectureIsSaid() throws {
    let text = """
      /dts-v1/;
      / {
        #address-cells = <2>; #size-cells = <2>;
        memory@200000 { device_type = "memory"; reg = <0x0 0x200000 0x0 0x10000000>; };
        reserved-memory {
          #address-cells = <2>; #size-cells = <2>; ranges;
          none@400000 { no-map; reg = <0x0 0x400000 0x0 0x0>; };
        };
      };
      """
    let finding = try #require(LintedTree(text: Array(text.utf8), name: "any", .versionOnly).findings.first)
    #expect(finding.message == "Linux will refuse this region: its size is 0 (assuming loongarch64)")
    #expect(finding.basis.remark?.hasSuffix("; --arch settles it") == true)
    #expect(
      try LintedTree("size-zero", .versionOnly).findings.first?.message
        == "Linux will refuse this region: its size is 0")
  }

  /// Sources with bytes gone, doubled and changed: whatever compiles is mended or refused, and what is mended has
  /// fewer findings.
  @Test func damagedSourcesAreMendedOrRefused() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let names = [
      "shared-windows", "two-entries", "mapped-first", "cells-differ", "no-unit-address", "misaligned-pool",
    ]
    var compiledCount = 0
    for round in 0..<150 {
      var bytes = try Fixtures.bytes("lint/\(names[round % names.count]).dts")
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let start = Int.random(in: 90..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.removeSubrange(start..<end)
        case 1:
          bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 90..<bytes.count, using: &random))
        default:
          // Mostly numbers, so that enough of the texts still compile.
          let digits = bytes.indices.filter { $0 >= 90 && (0x30...0x39).contains(bytes[$0]) }
          guard let index = digits.randomElement(using: &random) else { continue }
          bytes[index] = UInt8.random(in: 0x30...0x39, using: &random)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let (result, _) = try? fix(["main.dts": text]) else { continue }
      compiledCount += 1
      for fixed in result.fixed {
        #expect(
          !result.findings.contains { $0.message == fixed.finding.message && $0.path == fixed.finding.path },
          "seed \(seed), round \(round)")
      }
    }
    #expect(compiledCount > 20, "seed \(seed)")
  }

  /// What comes looks like what stands there: among statements on one line, and between nodes without empty lines.
  @Test func theLayoutIsKept() throws {
    let text = """
      /dts-v1/;
      / { #address-cells = <2>; #size-cells = <2>; compatible = "loongson,ls3a5000";
      memory@200000 { device_type = "memory"; reg = <0 0x200000 0 0x10000000>; };
      reserved-memory { #address-cells = <2>; #size-cells = <2>;
        g@8000000 { reg = <0 0x8000000 0 0x1000>; };
        h@9000000 { no-map; reg = <0 0x9000000 0 0x1000>, <0 0x9100000 0 0x1000>; };
      }; };
      """
    let (_, texts) = try fix(["main.dts": text])
    #expect(
      texts["main.dts"]
        == text.replacing("<2>;\n  g@", with: "<2>; ranges;\n  g@").replacing(
          ", <0 0x9100000 0 0x1000>; };",
          with: "; };\n  h@9100000 { no-map; reg = <0x0 0x9100000 0x0 0x1000>; };"))
  }
}
