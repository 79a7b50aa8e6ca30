import DTS
import DeviceTree
import DeviceTreeLint
import LinuxBoot
import SourceDiagnostics
import TestSupport
import Testing

/// What a run of mends does and says beyond each single mend.
struct FixRunTests {
  private func fix(_ text: String, _ fixer: Fixer = Fixer()) throws -> FixResult<CompiledSource> {
    let loader = SourceLoader { path in
      if path == "main.dts" { return .success(Array(text.utf8)) }
      return (try? Fixtures.bytes("lint/\(path)")).map { .success($0) } ?? .failure(.notFound)
    }
    let compiler = DTSCompiler(loader: loader)
    let source = CompiledSource(try compiler.compile(path: "main.dts"), path: "main.dts", compiler: compiler)
    return fixer.fix(source) { try? Kernel.known.boot($0.tree) }
  }

  private func fixture(_ name: String) throws -> String {
    String(decoding: try Fixtures.bytes("lint/\(name).dts"), as: UTF8.self)
  }

  private func choosing(_ number: Int, for node: String? = nil) -> Fixer {
    var fixer = Fixer()
    fixer.choice.choose(number, for: node)
    return fixer
  }

  /// A guest's memory is never made smaller or moved unasked, whichever rule would.
  @Test(arguments: FixtureTests.cases)
  func noMapMemoryIsKept(_ test: FixtureTests.Case) throws {
    let before = try LintedTree(test.tree, test.kernel).compiled.tree
    let result = Fixer().fix(before) { try? test.kernel.boot($0) }
    func noMap(_ tree: DeviceTree) -> [MemoryRange] {
      guard let parent = tree.node(at: "/reserved-memory") else { return [] }
      return tree.children(of: parent).filter { tree.property("no-map", of: $0) != nil }.flatMap {
        (try? tree.reg(of: $0)) ?? []
      }
    }
    let after = noMap(result.subject)
    for range in noMap(before) {
      #expect(range.isEmpty || after.contains { $0.base <= range.base && $0.end >= range.end })
    }
  }

  @Test func aChoiceOfNoMapMemoryIsTold() throws {
    let text = try fixture("end-of-ram")
    let open = try fix(text)
    #expect(open.fixed.isEmpty)
    let offers = try #require(open.findings.first.flatMap { open.reason($0) }).offers
    #expect(offers.map(\.number) == [1, 2, 3, 4])
    #expect(offers.prefix(2).allSatisfy { $0.condition == Mend.usersMustBeTold })
    let chosen = try fix(text, choosing(1))
    #expect(chosen.fixed.map(\.notes) == [[Mend.usersMustBeTold]])
    #expect(
      try LintedTree("end-of-ram", .known).findings.first?.help?.hasSuffix(
        "\nwith another reg, \(Mend.usersMustBeTold)") == true)
  }

  /// A number that no finding has makes nothing that takes a choice, and is not heeded.
  @Test func aNumberThatIsNotThereIsNotHeeded() throws {
    let result = try fix(fixture("end-of-ram"), choosing(99))
    #expect(result.fixed.isEmpty)
    #expect(result.heeded.isEmpty)
    #expect(result.offered.map(\.count) == [4])
    #expect(try fix(fixture("end-of-ram"), choosing(2)).heeded == [nil])
  }

  private func windows(_ count: Int) -> String {
    let nodes = (0..<count).map { index in
      "\t\twindow\(index)@\(index) { reg = <0x0 0x\(String(0x9000_0000 + index * 0x1000, radix: 16)) 0x0 0x1000>; };"
    }
    return """
      /dts-v1/;
      #include "board.dtsi"
      / {
      \tmemory@200000 { device_type = "memory"; reg = <0x0 0x200000 0x0 0x10000000>, <0x0 0x90000000 0x0 0x10000000>; };
      \treserved-memory {
      \t\t#address-cells = <2>; #size-cells = <2>; ranges;
      \(nodes.joined(separator: "\n"))
      \t};
      };
      """
  }

  /// Many wrong names are mended together, and the limit is said where it is reached.
  @Test func manyNamesAreMendedAtOnce() throws {
    let text = windows(30)
    let result = try fix(text)
    #expect(result.fixed.count == 30)
    #expect(!result.isStopped)
    #expect(result.subject.compiled.tree.node(at: "/reserved-memory/window29@9001d000") != nil)
    var fixer = Fixer()
    fixer.limit = 20
    let some = try fix(text, fixer)
    #expect(some.fixed.count == 20)
    #expect(some.isStopped)
    // Places are lines of the text before anything was mended.
    #expect(result.fixed.map { $0.place?.line } == (0..<30).map { 7 + $0 })
  }

  /// A name that a macro makes keeps none of the others from being mended.
  @Test func aNameThatCannotBeMendedIsLeft() throws {
    let text = windows(9).replacing("window4@4", with: "NAME").replacing(
      "/ {\n", with: "#define NAME window4@4\n/ {\n")
    let result = try fix(text)
    #expect(result.fixed.count == 8)
    let left = try #require(result.findings.first { $0.path.hasSuffix("window4@4") })
    #expect(result.reason(left) != nil)
  }

  /// A second mend of a renamed node stands where the first text has it.
  @Test func placesAreThoseOfTheTextBefore() throws {
    let text = try fixture("shared-windows")
    let result = try fix(text, choosing(1))
    let before = try LintedTree("shared-windows", .known)
    for fixed in result.fixed {
      #expect(before.compiled.tree.node(at: fixed.path) != nil, "\(fixed.path)")
      let line = try #require(fixed.place?.line)
      let known = before.findings.filter { $0.rule == fixed.finding.rule && $0.path == fixed.path }
      let lines = known.compactMap { $0.range.map { before.compiled.sources.location(of: $0).line } }
      #expect(lines.isEmpty || lines.contains(line))
    }
    #expect(result.fixed.count > 2)
  }

  /// Strings that are not known to be paths stay, and are told of.
  @Test func aPathThatIsLeftInAStringIsSaid() throws {
    let text = windows(2).replacing(
      "\treserved-memory {",
      with:
        "\tuser { path = \"/reserved-memory/window1@1\", \"/reserved-memory/window1@1x\"; };\n\treserved-memory {"
    )
    let result = try fix(text)
    #expect(
      result.fixed.map(\.notes) == [
        [],
        [
          "path of /user still says \"/reserved-memory/window1@1\"; the node is /reserved-memory/window1@90001000 now"
        ],
      ])
  }

  @Test func aMissingUnitAddressIsWordedAsSuch() throws {
    let findings = try LintedTree("no-unit-address", .known).findings
    #expect(findings.allSatisfy { $0.cause?.hasSuffix("do not say where it lies") == true })
    let wrong = try LintedTree("shared-windows", .known).findings.filter {
      $0.rule == "unit-address-mismatch"
    }
    #expect(wrong.allSatisfy { $0.cause?.hasSuffix("point to the wrong place") == true })
  }
}
