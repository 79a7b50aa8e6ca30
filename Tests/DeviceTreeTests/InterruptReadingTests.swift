import DeviceTree
import Testing

/// Interrupts from the device to the controller.
@Suite struct InterruptReadingTests {
  static let board = """
    /dts-v1/;
    / {
      #address-cells = <1>; #size-cells = <1>;
      interrupt-parent = <&gic>;
      gic: interrupt-controller@1000 { reg = <0x1000 1>; interrupt-controller; #interrupt-cells = <3>; #address-cells = <0>; };
      pic: pic@2000 { reg = <0x2000 1>; interrupt-controller; #interrupt-cells = <1>; interrupts = <0 32 4>; };
      off: off@3000 { reg = <0x3000 1>; interrupt-controller; #interrupt-cells = <1>; status = "disabled"; };
      bus { #address-cells = <1>; #size-cells = <1>; ranges;
        serial@10 { reg = <0x10 1>; interrupts = <0 1 4>, <0 2 8>; };
        rtc@20 { reg = <0x20 1>; interrupt-parent = <&pic>; interrupts = <9>; };
        dma@30 { reg = <0x30 1>; interrupts = <7>; interrupts-extended = <&pic 5>, <&gic 1 2 3>; };
        bad@40 { reg = <0x40 1>; interrupts = <0 1>; };
        none@50 { reg = <0x50 1>; };
        lost@60 { reg = <0x60 1>; interrupt-parent = <0x77>; interrupts = <1>; };
      };
      pcie@4000 {
        device_type = "pci"; reg = <0x4000 1>;
        #address-cells = <3>; #size-cells = <2>; #interrupt-cells = <1>;
        interrupt-map-mask = <0xf800 0 0 7>;
        interrupt-map = <0x1800 0 0 1 &off 1>, <0x1800 0 0 1 &gic 0 40 4>, <0x1800 0 0 2 &pic 3>,
                        <0x2000 0 0 1 &nexus 0xab 0 6>, <0x3000 0 0 1 &outer 0x51 0x99>;
        dev@3,1 { reg = <0x1900 0 0 0 0>; interrupts = <1>; };
        two@3,0 { reg = <0x1800 0 0 0 0>; interrupts = <1>, <2>; };
        via@4,0 { reg = <0x2000 0 0 0 0>; interrupts = <1>; };
        chain@6,2 { reg = <0x3200 0 0 0 0>; interrupts = <1>; };
        gone@5,0 { reg = <0x2800 0 0 0 0>; interrupts = <1>; };
      };
      nexus: nexus { #address-cells = <1>; #interrupt-cells = <2>;
        interrupt-map = <0xab 0 6 &gic 1 60 1>, <0xcd 0 6 &gic 1 61 1>; };
      /* Each has a mask of its own, and another number of address cells. */
      outer: outer { #address-cells = <1>; #interrupt-cells = <1>; interrupt-map-mask = <0xf0 0x0f>;
        interrupt-map = <0x60 0x9 &gic 0 1 1>, <0x50 0x9 &inner 0x7f 0xab 0x1 0x21>; };
      inner: inner { #address-cells = <2>; #interrupt-cells = <2>; interrupt-map-mask = <0x0f 0 0x3 0x0f>;
        interrupt-map = <0x0f 0xff 0x2 0x1 &gic 0 2 2>, <0x0f 0xff 0x1 0x1 &gic 1 70 4>; };
      self: self { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &self 2>; };
      ring1: ring1 { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &ring2 1>; };
      ring2: ring2 { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &ring1 1>; };
      mute: mute { #interrupt-cells = <1>; interrupt-parent = <&mute>; };
      usesself { interrupt-parent = <&self>; interrupts = <1>; };
      usesring { interrupt-parent = <&ring1>; interrupts = <1>; };
      usesmute { interrupt-parent = <&mute>; interrupts = <1>; };
      a: a { interrupt-parent = <&b>; b: b { interrupt-parent = <&a>; interrupts = <1>; }; };
      many: many { #interrupt-cells = <0xffffffff>; };
      usesmany { interrupt-parent = <&many>; interrupts = <1>; };
      short { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &gic 1>; };
    };
    """

  private func resolved(_ path: String) throws -> [String] {
    let tree = try OverlayLab.compile(Self.board)
    let node = try #require(tree.node(at: path), "\(path)")
    return try InterruptTree(of: tree).resolvedInterrupts(of: node).map {
      "\(tree.baseName(of: $0.controller)) \($0.specifier)"
    }
  }

  @Test(arguments: [
    ("/bus/serial", ["interrupt-controller [0, 1, 4]", "interrupt-controller [0, 2, 8]"]),
    ("/bus/rtc", ["pic [9]"]), ("/bus/dma", ["pic [5]", "interrupt-controller [1, 2, 3]"]), ("/bus/none", []),
    ("/pic", ["interrupt-controller [0, 32, 4]"]),
    // The function is masked out; the controller that is switched off does not count.
    ("/pcie/dev", ["interrupt-controller [0, 40, 4]"]),
    ("/pcie/two", ["interrupt-controller [0, 40, 4]", "pic [3]"]),
    ("/pcie/via", ["interrupt-controller [1, 60, 1]"]), ("/pcie/chain", ["interrupt-controller [1, 70, 4]"]),
    ("/usesself", ["self [2]"]),
  ])
  func interruptsReachTheirControllers(_ path: String, _ expected: [String]) throws {
    #expect(try resolved(path) == expected)
  }

  @Test(arguments: [
    ("/bus/bad", "/bus/bad@40: 'interrupts' has 8 bytes, which is no whole number of entries of 12 bytes"),
    ("/bus/lost", "/bus/lost@60: 'interrupt-parent' has phandle 0x77 in entry 0, which no node has"),
    (
      "/pcie/gone",
      "/pcie@4000/gone@5,0: 'interrupts' has interrupt <1>, which 'interrupt-map' of /pcie@4000 lacks"
    ),
    ("/usesring", "/usesring: 'interrupts' leads back to /ring1"),
    ("/usesmute", "/usesmute: 'interrupts' leads back to /mute"),
    ("/usesmany", "/usesmany: 'interrupts' cannot be read: '#interrupt-cells' of /many is 4294967295"),
    ("/a/b", "/a: 'interrupt-parent' leads back to /a"),
  ])
  func whatDoesNotReachOneIsSaid(_ path: String, _ text: String) throws {
    do {
      let found = try resolved(path)
      Issue.record("\(found)")
    } catch let error as ReadingError {
      #expect(error.description == text)
    }
  }

  @Test func whatIsStatedStopsAtTheNexus() throws {
    let tree = try OverlayLab.compile(Self.board)
    let interrupts = InterruptTree(of: tree)
    let node = try #require(tree.node(at: "/pcie/dev"))
    let pcie = try #require(tree.node(at: "/pcie"))
    #expect(try interrupts.interrupts(of: node) == [Interrupt(controller: pcie, specifier: [1])])
    #expect(try interrupts.parent(of: node) == pcie)
    let short = try #require(tree.node(at: "/short"))
    #expect(throws: ReadingError.self) {
      try interrupts.resolve(Interrupt(controller: short, specifier: [1]), address: [], for: node)
    }
  }

  /// A chain of interrupt parents as long as the tree is deep is followed once for all.
  @Test func longChainsAreFollowedOnce() throws {
    var tree = DeviceTree()
    tree.set("#interrupt-cells", to: .cells([1]), of: tree.root)
    tree.set("interrupt-controller", to: .empty, of: tree.root)
    var nodes: [DeviceTree.NodeID] = []
    for index in 0..<20_000 {
      let node = tree.addNode("n\(index)", to: tree.root)
      tree.set("phandle", to: .cells([UInt32(index + 1)]), of: node)
      if index > 0 { tree.set("interrupt-parent", to: .cells([UInt32(index)]), of: node) }
      nodes.append(node)
    }
    tree.set("interrupts", to: .cells([3]), of: nodes[19_999])
    let interrupts = InterruptTree(of: tree)
    #expect(
      try interrupts.interrupts(of: nodes[19_999]) == [Interrupt(controller: tree.root, specifier: [3])])
  }
}
