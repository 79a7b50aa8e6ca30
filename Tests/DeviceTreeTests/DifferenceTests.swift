import DeviceTree
import Testing
import TestSupport

/// What differs between two trees, and what of it an overlay can say.
@Suite struct DifferenceTests {
  static let board = """
    /dts-v1/;
    / { #address-cells = <1>; #size-cells = <1>;
      soc: soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
        clk: clock { #clock-cells = <1>; };
        uart: serial@1000 { reg = <0x1000 0x100>; status = "disabled"; clocks = <&clk 4>; };
        rtc@2000 { compatible = "acme,rtc"; reg = <0x2000 0x10>; clocks = <&clk 2>; };
      };
    };
    """

  private func said(_ difference: TreeDifference) -> [String] {
    let (old, new) = (difference.old, difference.new)
    func place(_ property: DeviceTree.PropertyID, _ tree: DeviceTree) -> String {
      "\(tree.path(of: tree.node(of: property))):\(tree.name(of: property))"
    }
    return difference.changes.map { change in
      switch change {
      case .addedNode(let node): "+ \(new.path(of: node))"
      case .removedNode(let node): "- \(old.path(of: node))"
      case .movedNode(let from, let to): "\(old.path(of: from)) > \(new.path(of: to))"
      case .addedProperty(let property): "+ \(place(property, new))"
      case .removedProperty(let property): "- \(place(property, old))"
      case .changedProperty(let from, _): "~ \(place(from, old))"
      }
    }
  }

  /// Each: what is appended to the board, and what differs then.
  @Test(arguments: [
    ("", []), ("&uart { status = \"okay\"; };", ["~ /soc/serial@1000:status"]),
    ("&uart { a; /delete-property/ status; };", ["- /soc/serial@1000:status", "+ /soc/serial@1000:a"]),
    ("/delete-node/ &uart;", ["- /soc/serial@1000"]), ("&soc { x { y { }; }; };", ["+ /soc/x"]),
    // Another node comes first and gets the first number.
    ("/ { chosen { first = <&soc>; }; };", ["+ /chosen"]),
    ("&uart { clocks = <&soc 4>; };", ["~ /soc/serial@1000:clocks"]),
    ("&uart { clocks = <&clk 5>; };", ["~ /soc/serial@1000:clocks"]),
    (
      "/ { bus { rtc@2000 { clocks = <&clk 2>; reg = <0x2000 0x10>; compatible = \"acme,rtc\"; }; }; }; &soc { /delete-node/ rtc@2000; };",
      ["+ /bus", "/soc/rtc@2000 > /bus/rtc@2000"]
    ),
    (
      "&soc { clock2: timer@2000 { compatible = \"acme,rtc\"; reg = <0x2000 0x10>; clocks = <&clk 3>; }; /delete-node/ rtc@2000; };",
      ["- /soc/rtc@2000", "+ /soc/timer@2000"]
    ),
  ])
  func differencesAreFoundByWhatTreesSay(_ change: String, _ expected: [String]) throws {
    let old = try OverlayLab.compile(Self.board, keepsLabels: false)
    let new = try OverlayLab.compile(Self.board + change, keepsLabels: false)
    #expect(Set(said(TreeDifference(from: old, to: new))) == Set(expected))
    // Blobs know of references only by the bindings.
    let difference = TreeDifference(from: try OverlayLab.reread(old), to: try OverlayLab.reread(new))
    #expect(Set(said(difference)) == Set(expected))
    #expect(difference.isEmpty == expected.isEmpty)
  }

  @Test func otherNumbersAreNoDifferenceButAreKnown() throws {
    let old = try OverlayLab.compile(Self.board, keepsLabels: false)
    let new = try OverlayLab.compile(
      Self.board.replacing("clk: clock {", with: "clk: clock { phandle = <9>;"), keepsLabels: false)
    let difference = TreeDifference(from: old, to: new)
    #expect(difference.isEmpty)
    #expect(difference.renumbered.map { old.path(of: $0.old) } == ["/soc/clock"])
    // A number that is not known to be a reference is compared as it is.
    var other = new
    other.set("vendor,link", to: .cells([9]), of: other.root)
    var same = old
    same.set("vendor,link", to: .cells([1]), of: same.root)
    #expect(said(TreeDifference(from: same, to: other)) == ["~ /:vendor,link"])
  }

  @Test func reservationsAndBootCPUCount() throws {
    let old = try OverlayLab.compile(Self.board)
    var new = old
    new.reservations = [MemoryReservation(address: 0x1000, size: 0x1000)]
    #expect(TreeDifference(from: old, to: new).reservationsDiffer)
    new = old
    new.bootCPU = 1
    #expect(TreeDifference(from: old, to: new).bootCPUDiffers && !TreeDifference(from: old, to: new).isEmpty)
  }

  @Test(arguments: [true, false])
  func anOverlayGivesTheNewTree(_ keepsLabels: Bool) throws {
    let old = try OverlayLab.compile(Self.board, keepsLabels: keepsLabels)
    let change = """
      &uart { status = "okay"; clocks = <&pll>, <&clk 1>; other = <&soc>; };
      / { pll: pll { #clock-cells = <0>; clocks = <&clk 9>; child { clocks = <&pll>; }; }; last: last { a; }; };
      &soc { rtc@2000 { wakeup-parent = <&uart>; }; };
      """
    var new = try OverlayLab.compile(Self.board + change, keepsLabels: keepsLabels)
    let overlay = try DifferenceOverlay(TreeDifference(from: old, to: new))
    #expect(overlay.rest.isEmpty, "\(said(overlay.rest))")
    let merged = try old.applying(overlays: [overlay.tree])
    // Of the numbers, those of nodes that were not referred to before are new.
    #expect(TreeDifference(from: merged, to: new).isEmpty)
    #expect(
      merged.children(of: merged.root).map { merged.name(of: $0) }.filter { $0 == "pll" || $0 == "last" } == [
        "pll", "last",
      ])
    let text = overlay.tree.node(at: "/__fixups__").map {
      overlay.tree.properties(of: $0).map { overlay.tree.name(of: $0) }
    }
    #expect(keepsLabels == (text != nil))
    // fdtoverlay reads it as well.
    let theirs = try OverlayLab.fdtoverlay([
      .init(base: old.flattened(), overlays: [overlay.tree.flattened()])
    ])
    #expect(theirs == [try merged.flattened(editedFrom: old)])
    new.set("x", to: .empty, of: new.root)
    #expect(!TreeDifference(from: merged, to: new).isEmpty)
  }

  /// References to a node that moved lead to it in its new place.
  @Test func whatMovedIsNewToAnOverlay() throws {
    let old = try OverlayLab.compile(Self.board, keepsLabels: false)
    let new = try OverlayLab.compile(
      Self.board.replacing("clk: clock {", with: "clk: oscillator { compatible = \"x\";")
        .replacing("simple-bus", with: "simple-pm-bus"), keepsLabels: false)
    var before = old
    before.set("compatible", to: .string("x"), of: try #require(before.node(labelled: "clk")))
    let difference = TreeDifference(from: before, to: new)
    #expect(Set(said(difference)) == ["/soc/clock > /soc/oscillator", "~ /soc:compatible"])
    let overlay = try DifferenceOverlay(difference)
    #expect(said(overlay.rest) == ["- /soc/clock"])
    let merged = try before.applying(overlays: [overlay.tree])
    let rtc = try #require(merged.node(at: "/soc/rtc"))
    let clocks = try merged.references("clocks", of: rtc, in: PhandleTable(of: merged))
    #expect(clocks.first?.target.map { merged.path(of: $0) } == "/soc/oscillator")
  }

  /// For libfdt "/timer" is "/timer@1000", so an overlay that meant the other would spoil it.
  @Test func whatWouldGoToAnotherNodeIsLeft() throws {
    let text = "/dts-v1/; / { timer@1000 { a = <1>; }; timer { a = <2>; }; bus { uart@1 { }; }; };"
    let old = try OverlayLab.compile(text, keepsLabels: false)
    let new = try OverlayLab.compile(
      text.replacing("<2>", with: "<3>").replacing("uart@1 { };", with: "uart@1 { }; uart { b; };"),
      keepsLabels: false)
    let overlay = try DifferenceOverlay(TreeDifference(from: old, to: new))
    #expect(Set(said(overlay.rest)) == ["~ /timer:a", "+ /bus/uart"])
  }

  /// Each: the old tree, the new one, and what an overlay cannot say; where libfdt's rule would lead to another node, a
  /// phandle or another order does.
  @Test(
    arguments: [
      // "/timer" is the other timer for libfdt, and so is the label that says this path.
      (
        "timer@1000 { a = <1>; }; t: timer { a = <2>; }; user { clocks = <&t>; };",
        "timer@1000 { a = <1>; }; t: timer { a = <3>; child { }; }; user { clocks = <&t>; wakeup-parent = <&t>; };",
        []
      ),
      // The new sibling takes the path of the old one, which is to be changed as well.
      (
        "bus { n { a = <1>; below { }; }; };",
        "bus { n@1 { wakeup-parent = <&n>; }; n: n { a = <2>; below { b; }; }; };", []
      ),
      (
        "n { bus { n { a = <1>; }; }; };",
        "n@1 { }; n { b; bus { n@1 { }; n { a = <2>; }; }; };", []
      ),
      // Of two new ones that without a unit address must come first.
      (
        "bus { };",
        "bus { uart { a = <1>; }; uart@1 { a = <2>; }; n { u@1 { a = <4>; }; u { a = <3>; }; }; };", []
      ),
      // What refers to a node that cannot be made is not made either.
      (
        "bus { uart@1 { }; };", "bus { uart@1 { }; u: uart { b; }; }; user { wakeup-parent = <&u>; a; };",
        ["+ /bus/uart", "+ /user:wakeup-parent"]
      ),
      // Nor is anything said then of a node that was referred to beside it.
      (
        "bus { uart@1 { }; }; other { #clock-cells = <0>; }; user { };",
        "bus { uart@1 { }; u: uart { #clock-cells = <0>; }; }; o: other { #clock-cells = <0>; }; user { clocks = <&o &u>; };",
        ["+ /bus/uart", "+ /user:clocks"]
      ),
    ] as [(String, String, [String])])
  func namesWithoutUnitAddressesAreTold(_ before: String, _ after: String, _ left: [String]) throws {
    for keepsLabels in [true, false] {
      func compile(_ text: String) throws -> DeviceTree {
        let root = "/dts-v1/; / { #clock-cells = <0>; \(text) };"
        return try OverlayLab.reread(try OverlayLab.compile(root, keepsLabels: keepsLabels))
      }
      var (old, new) = (try compile(before), try compile(after))
      // Symbols differ where a source has more labels; they are not what this is about.
      if keepsLabels, let symbols = new.node(at: "/__symbols__"), old.node(at: "/__symbols__") == nil {
        new.remove(symbols)
      }
      old.bootCPU = new.bootCPU
      let overlay = try DifferenceOverlay(TreeDifference(from: old, to: new))
      #expect(Set(said(overlay.rest)) == Set(left), "\(keepsLabels)")
      for content in overlay.tree.allNodes where overlay.tree.name(of: content) == "__overlay__" {
        #expect(
          overlay.tree.children(of: content).contains { _ in true }
            || overlay.tree.properties(of: content).contains { _ in true },
          "\(keepsLabels): \(overlay.tree.path(of: content)) is empty")
      }
      let theirs = try OverlayLab.fdtoverlay([
        .init(base: old.flattened(), overlays: [overlay.tree.flattened()])
      ])
      #expect(theirs == [try old.applying(overlays: [overlay.tree]).flattened(editedFrom: old)])
    }
  }

  /// Random pairs with names that fit two nodes: an overlay leaves things out, but spoils nothing.
  @Test func whatAnOverlayCannotSayItDoesNotSpoil() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var author = OverlayPropertyTests.Author(random: SeededGenerator(seed: seed))
    var complete = 0
    for round in 0..<120 {
      let keepsLabels = author.number(0...1) == 0
      let first = author.freshBase()
      let old = try OverlayLab.reread(try OverlayLab.compile(first, keepsLabels: keepsLabels))
      let second = author.freshBase()
      let new = try OverlayLab.reread(try OverlayLab.compile(second, keepsLabels: keepsLabels))
      let difference = TreeDifference(from: old, to: new)
      if difference.changes.contains(where: { if case .movedNode = $0 { true } else { false } }) { continue }
      let overlay = try DifferenceOverlay(difference)
      let known = Set(said(difference))
      let spoilt = said(overlay.rest).filter { item in
        // What is inside of something new is new.
        let path = item.dropFirst(2)
        let above = path.indices.filter { path[$0] == "/" || path[$0] == ":" }.map { "+ \(path[..<$0])" }
        return !known.contains(item) && known.isDisjoint(with: above)
      }
      #expect(spoilt.isEmpty, "seed \(seed), round \(round): \(spoilt)\n\(first)\n\(second)")
      if !overlay.rest.changes.contains(where: { if case .addedNode = $0 { true } else { false } }) {
        complete += 1
      }
    }
    #expect(complete > 40, "seed \(seed): only \(complete) had all new nodes")
  }

  @Test func whatIsTakenAwayIsLeft() throws {
    let old = try OverlayLab.compile(Self.board)
    let new = try OverlayLab.compile(
      Self.board + "/delete-node/ &uart; &soc { /delete-property/ ranges; a; };")
    let overlay = try DifferenceOverlay(TreeDifference(from: old, to: new))
    #expect(
      Set(said(overlay.rest)) == ["- /soc/serial@1000", "- /soc:ranges", "- /__symbols__:uart"],
      "\(said(overlay.rest))")
  }

  /// Random pairs: what an overlay leaves is only what was taken away, and applying it twice changes nothing more.
  @Test func randomDifferencesAreSaidByOverlays() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var author = OverlayPropertyTests.Author(random: SeededGenerator(seed: seed), hasUnitAddresses: true)
    for round in 0..<60 {
      let keepsLabels = author.number(0...1) == 0
      let old = try OverlayLab.compile(author.freshBase(), keepsLabels: keepsLabels)
      let source = author.freshBase()
      let new = try OverlayLab.compile(source, keepsLabels: keepsLabels)
      let note = "seed \(seed), round \(round)"
      #expect(TreeDifference(from: old, to: old).isEmpty, "\(note)")
      #expect(TreeDifference(from: new, to: try OverlayLab.reread(new)).isEmpty, "\(note)")
      let overlay = try DifferenceOverlay(TreeDifference(from: old, to: new))
      let additions = overlay.rest.changes.filter { change in
        switch change {
        case .removedNode, .removedProperty: false
        default: true
        }
      }
      #expect(additions.isEmpty, "\(note): \(said(overlay.rest))\n\(source)")
    }
  }
}
