import DTS
import DeviceTree
import SourceDiagnostics
import Testing

@Suite("Positions")
struct PositionTests {
  static let source = """
    /dts-v1/;
    #define SIZE 0x10
    #define PAIR(a) <a SIZE>
    / {
    \tlist = <1 2>, <3 4>, "five", &n, <6>;
    \tmade = PAIR(7);
    \tn: node@1 { };
    };
    &n { x = [01 02]; };
    &n { x = <1>; y; };
    """

  private func shown(_ range: SourceRange?, _ compiled: CompiledTree) -> String {
    guard let range else { return "nothing" }
    let place = compiled.sources.location(of: range)
    return "\(place.line):\(place.column) \(compiled.sources.text(of: range))"
  }

  @Test("Single cells, strings and entries of a value")
  func elements() throws {
    let compiled = try compile(Self.source)
    let (tree, positions) = (compiled.tree, compiled.positions)
    let list = try #require(tree.property("list", of: tree.root))
    #expect(shown(positions.range(ofElementAt: 0, in: list), compiled) == "5:10 1")
    #expect(shown(positions.range(ofElementAt: 15, in: list), compiled) == "5:19 4")
    #expect(shown(positions.range(ofElementAt: 16, in: list), compiled) == "5:23 \"five\"")
    #expect(shown(positions.range(ofElementAt: 21, in: list), compiled) == "5:31 &n")
    #expect(shown(positions.range(ofElementAt: 21 + 8, in: list), compiled) == "5:36 6")
    #expect(shown(positions.range(ofBytes: 8..<16, in: list), compiled) == "5:17 3 4")
    #expect(shown(positions.range(of: list), compiled) == "5:2 list = <1 2>, <3 4>, \"five\", &n, <6>;")
    #expect(shown(positions.valueRange(of: list), compiled) == "5:9 <1 2>, <3 4>, \"five\", &n, <6>")
    #expect(positions.range(ofElementAt: -1, in: list) == nil)
  }

  @Test("What a macro made stands where the macro is used; its arguments stand where they are")
  func macros() throws {
    let compiled = try compile(Self.source)
    let made = try #require(compiled.tree.property("made", of: compiled.tree.root))
    #expect(shown(compiled.positions.range(ofElementAt: 0, in: made), compiled) == "6:14 7")
    #expect(shown(compiled.positions.range(ofElementAt: 4, in: made), compiled) == "6:9 PAIR")
  }

  @Test("Nodes know every place they are opened, properties the definition that counts")
  func nodes() throws {
    let compiled = try compile(Self.source)
    let node = try #require(compiled.tree.node(labelled: "n"))
    let places = compiled.positions.ranges(of: node).map { shown($0, compiled) }
    #expect(places == ["7:5 node@1", "9:1 &n", "10:1 &n"])
    #expect(shown(compiled.positions.lastRange(of: node), compiled) == "10:1 &n")
    let x = try #require(compiled.tree.property("x", of: node))
    #expect(shown(compiled.positions.range(of: x), compiled) == "10:6 x = <1>;")
    #expect(compiled.positions.earlierRanges(of: x).map { shown($0, compiled) } == ["9:6 x = [01 02];"])
    #expect(shown(compiled.positions.range(ofLabel: "n"), compiled) == "7:2 n:")
    let phandle = compiled.tree.property("phandle", of: node)
    #expect(phandle == nil || compiled.positions.range(of: phandle ?? x) == nil)
  }
}
