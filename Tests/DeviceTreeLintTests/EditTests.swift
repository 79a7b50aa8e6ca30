import DTS
import DeviceTree
import LinuxBoot
import Testing

@testable import DeviceTreeLint

/// Changes that mends make to a tree.
struct EditTests {
  private func tree(_ text: String) throws -> DeviceTree {
    try DTSCompiler(loader: .none).compile(Array(text.utf8), path: "edit.dts").tree
  }

  @Test func renamingKeepsPlaceAndReferences() throws {
    let before = try tree(
      """
      /dts-v1/;
      / {
        aliases { a = "/soc/one@1"; b = "/soc/one@1/below"; c = "/soc/one@10"; };
        chosen { stdout-path = "/soc/one@1:115200"; };
        soc { one@1 { p = <1>; below { }; }; one@10 { }; };
      };
      """)
    let expected = try tree(
      """
      /dts-v1/;
      / {
        aliases { a = "/soc/two@2"; b = "/soc/two@2/below"; c = "/soc/one@10"; };
        chosen { stdout-path = "/soc/two@2:115200"; };
        soc { two@2 { p = <1>; below { }; }; one@10 { }; };
      };
      """)
    let node = try #require(before.node(at: "/soc/one@1"))
    var renamed = before
    renamed.renameWithPaths(node, to: "two@2")
    #expect(renamed.flattened() == expected.flattened())
  }

  @Test func reorderingChangesNothingElse() throws {
    let before = try tree(
      "/dts-v1/;\n/memreserve/ 1 2;\n/ { m { a { x; }; b { y = \"s\"; }; c { }; }; n { }; };")
    let expected = try tree(
      "/dts-v1/;\n/memreserve/ 1 2;\n/ { m { c { }; a { x; }; b { y = \"s\"; }; }; n { }; };")
    let parent = try #require(before.node(at: "/m"))
    let first = try #require(before.child(named: "a", of: parent))
    let last = try #require(before.child(named: "c", of: parent))
    var moved = before
    let isMoved = moved.move(last, before: first)
    #expect(isMoved)
    #expect(moved.flattened() == expected.flattened())
  }

  @Test func wordsAreCutOutOfStrings() throws {
    var edited = try tree("/dts-v1/;\n/ { chosen { bootargs = \"one two three\"; }; };")
    let chosen = try #require(edited.node(at: "/chosen"))
    edited.cutString(4..<7, of: "bootargs", in: chosen)
    #expect(edited.string("bootargs", of: chosen) == "one three")
    edited.cutString(0..<9, of: "bootargs", in: chosen)
    #expect(edited.bytes("bootargs", of: chosen).map(Array.init) == [0])
    // Out of range: left alone.
    edited.cutString(0..<90, of: "bootargs", in: chosen)
    #expect(edited.bytes("bootargs", of: chosen).map(Array.init) == [0])
  }

  @Test func entriesAreWrittenInPlace() throws {
    var edited = try tree(
      "/dts-v1/;\n/ { #address-cells = <2>; #size-cells = <1>; m { reg = <0 1 2 3 4 5>; }; };")
    let node = try #require(edited.node(at: "/m"))
    let range = MemoryRange(base: 0x7_0000_0008, size: 9)
    let isWritten = edited.setEntry(1, to: range, of: node)
    #expect(isWritten)
    #expect(edited.cells("reg", of: node) == [0, 1, 2, 7, 8, 9])
    let isBehind = edited.setEntry(2, to: range, of: node)
    let isTooLarge = edited.setEntry(0, to: MemoryRange(base: 0, size: 1 << 32), of: node)
    #expect(!isBehind && !isTooLarge)
    #expect(edited.rootFormat.text(range) == "<0x7 0x8 0x9>")
  }
}
