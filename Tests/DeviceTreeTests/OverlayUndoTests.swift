import DeviceTree
import Testing

/// An overlay that fails after it changed much: the tree can be used as if it had never been tried.
@Suite struct OverlayUndoTests {
  /// A parent with more children and properties than are searched one by one, and one with neither.
  private static let board =
    "/dts-v1/;\n/ { top = \"x\"; big: big { "
    + (0..<20).map { "p\($0) = <\($0)>; " }.joined() + (0..<20).map { "n\($0) { }; " }.joined()
    + "}; small: small { }; };\n"

  /// Sets, adds and nests, in every part of the board; `end` stands behind.
  private static func overlay(_ end: String) -> String {
    OverlayTests.overlay(
      """
      &big { p3 = "longer than before"; p4; q = <&own>; n5 { a = <1>; }; own: m0 { deep { b; }; }; m1 { }; };
      &small { first; second = <2>; own2: child { }; };
      &{/} { top = "yy"; p3 = <1>; };
      \(end)
      """)
  }

  @Test func whatFailsLateLeavesNothing() throws {
    let base = try OverlayLab.compile(Self.board)
    let good = try OverlayLab.compile(Self.overlay(""))
    let bad = try OverlayLab.compile(Self.overlay("&{/nowhere} { x; };"))
    let expected = try base.applying(overlays: [good])
    // Held by two and by one, from a source with labels and from a blob.
    for start in [base, try OverlayLab.reread(base)] {
      var tree = start
      for _ in 0..<3 {
        #expect(throws: OverlayError.self) { try tree.apply(overlay: bad) }
        #expect(throws: OverlayError.self) { try tree.apply(overlays: [good, bad]) }
      }
      #expect(tree.flattened() == start.flattened())
      #expect(tree.nameID("own2") == start.nameID("own2") && tree.target(ofLabel: "own2") == nil)
      let big = try #require(tree.node(at: "/big"))
      #expect(tree.child(named: "m0", of: big) == nil && tree.property("q", of: big) == nil)
      #expect(tree.child(named: "n5", of: big) != nil && tree.cell("p3", of: big) == 3)
      try tree.apply(overlay: good)
      #expect(try tree.flattened(editedFrom: start) == expected.flattened(editedFrom: base))
    }
  }

  /// A path that is named again and again would take memory and time out of proportion.
  @Test func pathsAreBounded() throws {
    var base = DeviceTree()
    var node = base.root
    for _ in 0..<20_000 { node = base.addNode("n", to: node) }
    base.set("phandle", to: .cells([1]), of: node)
    var overlay = DeviceTree()
    let fragment = overlay.addNode("f", to: overlay.root)
    overlay.set("target", to: .cells([1]), of: fragment)
    overlay.addNode("__overlay__", to: fragment)
    let symbols = overlay.addNode("__symbols__", to: overlay.root)
    overlay.set("s", to: .string("/f/__overlay__"), of: symbols)
    #expect(throws: Never.self) { try base.applying(overlays: [overlay]) }
    for number in 0..<100 { overlay.set("s\(number)", to: .string("/f/__overlay__"), of: symbols) }
    #expect {
      try base.applying(overlays: [overlay])
    } throws: { error in
      guard case .pathsTooLong = (error as? OverlayError)?.reason else { return false }
      return true
    }
    // An alias leads along a path as long, and every fragment uses it.
    overlay = DeviceTree()
    base.set("a", to: .string(base.path(of: node)), of: base.addNode("aliases", to: base.root))
    for number in 0..<100 {
      let fragment = overlay.addNode("f\(number)", to: overlay.root)
      overlay.set("target-path", to: .string("a"), of: fragment)
      overlay.addNode("__overlay__", to: fragment)
    }
    #expect(throws: OverlayError.self) { try base.applying(overlays: [overlay]) }
  }
}
