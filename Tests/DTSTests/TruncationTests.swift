import DTS
import DeviceTree
import Testing

/// Numbers that do not fit, and labels that a source lists itself: dtc goes on, and says so.
@Suite struct TruncationTests {
  @Test func numbersAreCutWithAWarning() throws {
    let text = "/dts-v1/;\n/ { a = /bits/ 8 <256 255 (-1) (-256) (-257)>; b = <(-0xffffffff - 2)>; };"
    let compiled = try compile(text)
    #expect(compiled.tree.bytes("a", of: compiled.tree.root).map(Array.init) == [0, 255, 255, 0, 255])
    #expect(compiled.tree.bytes("b", of: compiled.tree.root).map(Array.init) == [255, 255, 255, 255])
    #expect(compiled.truncations.map(\.value) == [256, UInt64(bitPattern: -257), 0xffff_fffe_ffff_ffff])
    #expect(
      messages(text).first == "t.dts:2:19: warning: 0x100 does not fit into a cell of 8 bits and becomes 0x00"
    )
    #expect(
      compiled.truncations.last?.dtcText(sources: compiled.sources)
        == "WARNING: t.dts:2.53-70: Value 0xfffffffeffffffff truncated to 0xffffffff\n")
  }

  @Test func labelsThatAreListedStay() throws {
    let text = "/dts-v1/;\n/ { x: y { }; __symbols__ { x = \"/z\"; }; };"
    let compiled = try compile(text, symbols: true)
    #expect(compiled.listedLabels == [ListedLabel(label: "x", list: "/__symbols__")])
    #expect(compiled.listedLabels.map(\.dtcText) == ["WARNING: label x already exists in /__symbols__"])
  }

  @Test func openingsAreListedInOrderAndAsOftenAsTheyHappen() throws {
    let text = "/dts-v1/;\n/ { a = /incbin/(\"d\"); /include/ \"i\" b = /incbin/(\"d\"); /include/ \"i\" };"
    let compiled = try compile(text, files: ["d": "1", "i": " \n"])
    #expect(compiled.openings == ["t.dts", "d", "i", "d", "i"])
    #expect(Set(compiled.dependencies) == ["t.dts", "d", "i"])
    #expect(compiled.dependencies.count == 3)
  }
}
