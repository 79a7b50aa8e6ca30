import DeviceTree
import SecondOpinion
import Testing

/// One case for each rule, held against `fdtoverlay` byte for byte.
@Suite struct OverlayTests {
  static let board = """
    /dts-v1/;
    / {
      #address-cells = <1>; #size-cells = <1>;
      aliases { serial0 = &uart; };
      soc: soc@10 {
        reg = <0x10 1>;
        clk: clock { #clock-cells = <1>; };
        uart: serial@1000 { reg = <0x1000 0x100>; status = "disabled"; clocks = <&clk 4>; };
        serial@2000 { reg = <0x2000 0x100>; };
      };
    };
    """

  static func overlay(_ text: String) -> String { "/dts-v1/;\n/plugin/;\n" + text }

  /// Each: what is tested, and the overlays that are applied to the board in turn.
  static let cases: [(String, [String])] = [
    ("a value is replaced in its place", ["&uart { status = \"okay\"; };"]),
    ("new properties stand first", ["&uart { a = <1>; b; current-speed = <115200>; };"]),
    ("new nodes stand first", ["&soc { x { }; y@1 { reg = <1 1>; z { }; }; };"]),
    ("an empty fragment", ["&uart { };"]),
    ("a label of the base", ["&uart { clocks = <&clk 7>, <&clk 8>; };"]),
    (
      "a label of its own",
      ["&soc { pll: pll { #clock-cells = <0>; }; user { clocks = <&pll>, <&clk 1>; }; };"]
    ),
    ("a path", ["&{/soc@10/serial@2000} { status = \"okay\"; };"]),
    ("a path without unit addresses", ["/ { f { target-path = \"/soc/serial\"; __overlay__ { a; }; }; };"]),
    ("an alias", ["/ { f { target-path = \"serial0\"; __overlay__ { a; }; }; };"]),
    ("the root", ["&{/} { model = \"x\"; n: n { r = <&n>; }; };"]),
    ("a name without a unit address means the first that has one", ["&soc { serial { a; }; };"]),
    (
      "a fragment for what another made",
      [
        "/ { f@0 { target-path = \"/soc@10\"; __overlay__ { x: x { }; }; }; f@1 { target-path = \"/soc@10/x\"; __overlay__ { a; }; }; };"
      ]
    ),
    (
      "a fragment for a label of its own",
      [
        "/ { f@0 { target = <&soc>; __overlay__ { x: x { }; }; }; f@1 { target = <&x>; __overlay__ { a = <&clk>; }; }; };"
      ]
    ),
    (
      "the second refers to the first",
      [
        "&soc { pll: pll { #clock-cells = <0>; }; };", "&uart { clocks = <&pll>; };",
        "&pll { parent = <&clk 1>; again: again { }; };",
      ]
    ),
    ("nodes without a fragment are passed over", ["/ { note { a; }; fragment@9 { target = <&uart>; }; };"]),
    ("an unaligned reference", ["&uart { mixed = \"ab\", <&clk 1>; };"]),
    ("text in a new property shares its ending", ["&uart { cells; clock-cells; };"]),
    (
      "many children and properties",
      [
        "&soc { " + (0..<40).map { "n\($0 % 20)\($0 < 20 ? "" : "@1") { v = <\($0)>; }; " }.joined()
          + "};\n&uart { "
          + (0..<30).map { "p\($0); " }.joined() + "};",
        "&soc { n3 { w; }; n4@1 { w; }; }; &uart { p3 = <1>; q; };",
      ]
    ),
  ]

  @Test(arguments: cases.indices)
  func aRuleGivesTheBytesOfFdtoverlay(_ index: Int) throws {
    let (what, sources) = Self.cases[index]
    let base = try OverlayLab.compile(Self.board)
    let overlays = try sources.map { try OverlayLab.compile(Self.overlay($0)) }
    let question = OverlayLab.Case(base: base.flattened(), overlays: overlays.map { $0.flattened() })
    let theirs = try #require(try OverlayLab.fdtoverlay([question]).first ?? nil, "\(what)")
    let merged = try base.applying(overlays: overlays)
    #expect(try merged.flattened(editedFrom: base) == theirs, "\(what)")
    #expect(SecondOpinion.differences(between: merged, and: theirs).isEmpty, "\(what)")
    // Blobs instead of compiled sources make no difference.
    let again = try DeviceTree(blob: question.base)
    let read = try question.overlays.map { try DeviceTree(blob: $0) }
    #expect(try again.applying(overlays: read).flattened(editedFrom: again) == theirs, "\(what)")
  }

  /// What was deleted in the base's source has no place any more.
  @Test func whatWasDeletedComesBackInFront() throws {
    let source =
      Self.board
      + "&uart { first; /delete-property/ status; };\n/delete-node/ &clk;\n&uart { /delete-property/ clocks; };"
    let base = try OverlayLab.compile(source)
    let overlay = try OverlayLab.compile(
      Self.overlay("&uart { status = \"okay\"; }; &soc { clock { a; }; };"))
    let theirs = try OverlayLab.fdtoverlay([.init(base: base.flattened(), overlays: [overlay.flattened()])])
    let merged = try base.applying(overlays: [overlay])
    #expect(try merged.flattened(editedFrom: base) == theirs.first)
    let soc = try #require(merged.node(at: "/soc"))
    #expect(merged.children(of: soc).map { merged.name(of: $0) }.first == "clock")
    #expect(merged.child(named: "clock", of: soc).map { merged.property("a", of: $0) != nil } == true)
  }

  /// libfdt before 1.7.1 overwrites the phandle, and the base's own references then lead nowhere.
  @Test func aNodeOfTheBaseKeepsItsPhandle() throws {
    let base = try OverlayLab.compile(Self.board)
    let overlay = try OverlayLab.compile(
      Self.overlay("&soc { mine: clock { #clock-cells = <1>; }; user { clocks = <&mine 1>; }; };"))
    let merged = try base.applying(overlays: [overlay])
    let phandles = PhandleTable(of: merged)
    let clock = try #require(merged.node(at: "/soc/clock"))
    for path in ["/soc/serial@1000", "/soc/user"] {
      let cells = merged.node(at: path).flatMap { merged.cells("clocks", of: $0) }
      #expect(phandles[try #require(cells?.first)] == clock, "\(path)")
    }
    // The target itself may have a label of the overlay's, too.
    let label = try OverlayLab.compile(Self.overlay("/ { f { target = <&soc>; me: __overlay__ { a; }; }; };"))
    let named = try merged.applying(overlays: [label])
    let symbols = try #require(named.node(at: "/__symbols__"))
    #expect(named.string("me", of: symbols) == "/soc@10/")
    if OverlayLab.keepsPhandles {
      let both = [overlay.flattened(), label.flattened()]
      #expect(
        try OverlayLab.fdtoverlay([.init(base: base.flattened(), overlays: both)]) == [
          named.flattened(editedFrom: base)
        ])
      let theirs = try OverlayLab.fdtoverlay([.init(base: base.flattened(), overlays: [overlay.flattened()])])
      #expect(try merged.flattened(editedFrom: base) == theirs.first)
    }
  }

  @Test func labelsOfTheOverlayAreLabelsOfTheBase() throws {
    let overlay = try OverlayLab.compile(Self.overlay("&soc { pll: pll { }; };"))
    let merged = try OverlayLab.compile(Self.board).applying(overlays: [overlay])
    #expect(merged.node(labelled: "pll").map { merged.path(of: $0) } == "/soc@10/pll")
  }

  /// Each: the overlay, why it fails, and part of the advice.
  static let failures: [(String, OverlayError.Reason, String?)] = [
    (
      "&urat { };",
      .unknownLabel(
        "urat", usedAt: .init(node: "/fragment@0", property: "target", offset: 0), suggestion: "uart"),
      "did you mean 'uart'?"
    ),
    (
      "&uart { a = <1 &nothing>; };",
      .unknownLabel(
        "nothing", usedAt: .init(node: "/fragment@0/__overlay__", property: "a", offset: 4), suggestion: nil),
      "dtc -@"
    ),
    (
      "&{/soc@10/serial@200} { };",
      .unknownTargetPath(
        fragment: "/fragment@0", path: "/soc@10/serial@200", suggestion: "/soc@10/serial@2000"),
      "did you mean '/soc@10/serial@2000'?"
    ),
    ("/ { f { __overlay__ { }; }; };", .noTarget(fragment: "/f"), "target-path"),
    ("/ { f { target = <1 2>; __overlay__ { }; }; };", .badTarget(fragment: "/f"), nil),
    (
      "/ { f { target = <77>; __overlay__ { }; }; };", .unknownTargetPhandle(fragment: "/f", phandle: 77), nil
    ),
    (
      "/ { __fixups__ { uart = \"/:a\"; }; };", .badFixup(label: "uart", entry: "/:a"), "damaged"
    ),
    (
      "/ { __fixups__ { uart = \"/:a:0\"; }; };", .noSuchPlace(.init(node: "/", property: "a", offset: 0)),
      "damaged"
    ),
    (
      "/ { a = <1>; __fixups__ { uart = \"/:a:1\"; }; };",
      .noSuchPlace(.init(node: "/", property: "a", offset: 1)),
      "damaged"
    ),
    (
      "/ { a = <1>; __local_fixups__ { a = <4>; }; };",
      .noSuchPlace(.init(node: "/", property: "a", offset: 4)), "damaged"
    ),
    (
      "/ { __local_fixups__ { a = [00]; }; };", .badLocalFixup(node: "/__local_fixups__", property: "a"),
      "damaged"
    ),
    ("/ { __local_fixups__ { n { }; }; };", .noMirroredNode("/__local_fixups__/n"), "damaged"),
    ("/ { n { phandle = <0xfffffffe>; }; };", .phandlesExhausted(node: "/n", base: 3), nil),
    ("/ { __symbols__ { a = <1>; }; };", .badSymbol(label: "a"), "damaged"),
    (
      "/ { __symbols__ { a = \"/f/__overlay__/x\"; }; };",
      .symbolOutsideFragments(label: "a", path: "/f/__overlay__/x"), "damaged"
    ),
  ]

  @Test(arguments: failures.indices)
  func whatCannotBeAppliedIsSaidAndChangesNothing(_ index: Int) throws {
    let (text, reason, advice) = Self.failures[index]
    let good = try OverlayLab.compile(Self.overlay("&uart { status = \"okay\"; };"))
    let bad = try OverlayLab.compile(Self.overlay(text))
    var base = try OverlayLab.compile(Self.board)
    let before = base.flattened()
    let theirs = try OverlayLab.fdtoverlay([
      .init(base: before, overlays: [good.flattened(), bad.flattened()])
    ])
    #expect(theirs == [nil])
    #expect(throws: OverlayError(overlay: 1, reason)) { try base.apply(overlays: [good, bad]) }
    #expect(base.flattened() == before)
    #expect(!reason.description.isEmpty)
    #expect(reason.help?.contains(advice ?? "") ?? (advice == nil), "\(reason.help ?? "")")
  }

  @Test func aPhandleOfTheWrongLengthIsSaid() throws {
    var overlay = try OverlayLab.compile(Self.overlay("&uart { n { }; };"))
    let node = try #require(overlay.node(at: "/fragment@0/__overlay__/n"))
    overlay.set("phandle", to: PropertyValue(bytes: [1, 2]), of: node)
    let base = try OverlayLab.compile(Self.board)
    #expect(throws: OverlayError(.badPhandle(node: "/fragment@0/__overlay__/n", property: "phandle"))) {
      try base.applying(overlays: [overlay])
    }
    #expect(
      try OverlayLab.fdtoverlay([.init(base: base.flattened(), overlays: [overlay.flattened()])]) == [nil])
  }

  @Test func aBaseWithoutSymbolsIsSaid() throws {
    let base = try OverlayLab.compile(Self.board, keepsLabels: false)
    let overlay = try OverlayLab.compile(Self.overlay("&uart { };"))
    let place = OverlayError.Place(node: "/fragment@0", property: "target", offset: 0)
    #expect(throws: OverlayError(.noSymbols(label: "uart", usedAt: place))) {
      try base.applying(overlays: [overlay])
    }
    #expect(
      try OverlayLab.fdtoverlay([.init(base: base.flattened(), overlays: [overlay.flattened()])]) == [nil])
    // Paths need no symbols, and those of the overlay become the base's.
    let byPath = try OverlayLab.compile(Self.overlay("&{/soc@10} { x: x { r = <&x>; }; };"))
    let theirs = try OverlayLab.fdtoverlay([.init(base: base.flattened(), overlays: [byPath.flattened()])])
    #expect(try base.applying(overlays: [byPath]).flattened(editedFrom: base) == theirs.first)
  }

  @Test func symbolsThatLeadNowhereAreSaid() throws {
    let overlay = try OverlayLab.compile(Self.overlay("&uart { };"))
    let dangling = try OverlayLab.compile("/dts-v1/; / { __symbols__ { uart = \"/gone\"; }; };")
    #expect(throws: OverlayError(.danglingSymbol(label: "uart", path: "/gone"))) {
      try dangling.applying(overlays: [overlay])
    }
    let mute = try OverlayLab.compile(
      "/dts-v1/; / { n { }; __symbols__ { uart = \"/n\"; }; };", keepsLabels: false)
    #expect(throws: OverlayError(.noPhandle(label: "uart", node: "/n"))) {
      try mute.applying(overlays: [overlay])
    }
  }
}
