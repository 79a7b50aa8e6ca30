import DeviceTree
import Testing

/// Maps of ids with their masks, and the addresses of PCI functions.
@Suite struct IdentifierMapTests {
  static let board = """
    /dts-v1/;
    / {
      #address-cells = <2>; #size-cells = <2>;
      its: its { #msi-cells = <1>; }; gic: gic { #msi-cells = <0>; }; old: old { };
      smmu: smmu { #iommu-cells = <2>; };
      pcie: pcie@1a000000 {
        device_type = "pci"; #address-cells = <3>; #size-cells = <2>;
        reg = <0xe 0xfe000000 0x0 0x20000000>;
        ranges = <0x01000000 0x0 0x0 0x0 0x18400000 0x0 0x10000>,
                 <0x02000000 0x0 0x60000000 0x1 0x60000000 0x0 0x20000000>;
        msi-map-mask = <0xff00>;
        msi-map = <0x0 &its 0x10000 0x200>, <0x100 &old 0x5 0x100>, <0x400 &gic 0x100>;
        iommu-map = <0x8 &smmu 1 2 1>, <0x10 &smmu 3 4 2>;
        nic@3,1 {
          reg = <0x1900 0 0 0 0>;
          assigned-addresses = <0x82001910 0x0 0x60100000 0x0 0x4000>, <0x81001914 0x0 0x1000 0x0 0x20>,
                               <0x82001930 0x0 0x60200000 0x0 0x10000>;
        };
        far@4,0 { reg = <0x2000 0 0 0 0>; assigned-addresses = <0x82002010 0x0 0x1000 0x0 0x4>; };
        cut@5,0 { reg = <0x2800 0 0 0 0>; assigned-addresses = <1 2>; };
        none@6,0 { reg = <0x3000 0 0 0 0>; };
      };
      outside { msi-map-mask = <0xff>; msi-map = <0x100 &its 0 1>; };
      short { msi-map = <0 &its 0>; };
      empty { iommu-map; };
      mask { msi-map = <0 &its 0 1>; msi-map-mask = [00]; };
      soc { #address-cells = <1>; #size-cells = <1>; dev@0 { reg = <0 1>; assigned-addresses = <0 1>; }; };
    };
    """

  private func map(_ kind: IdentifierMap.Kind, of path: String) throws -> (DeviceTree, IdentifierMap?) {
    let tree = try OverlayLab.compile(Self.board)
    let node = try #require(tree.node(at: path), "\(path)")
    return (tree, try IdentifierMap(kind, of: node, in: tree, PhandleTable(of: tree)))
  }

  /// Each: the map, an id, and what it becomes.
  @Test(
    arguments: [
      (.msi, 0x0, "its [65536]"),
      // The device and the function are masked out.
      (.msi, 0x1ff, "its [65792]"),
      // The second entry for 0x100 is not reached, and 0x300 has none.
      (.msi, 0x100, "its [65792]"), (.msi, 0x300, nil), (.msi, 0x4a8, "gic []"), (.iommu, 0x8, "smmu [1, 2]"),
      (.iommu, 0x9, nil),
    ] as [(IdentifierMap.Kind, UInt32, String?)])
  func idsAreMapped(_ kind: IdentifierMap.Kind, _ id: UInt32, _ expected: String?) throws {
    let (tree, map) = try map(kind, of: "/pcie")
    let output = try #require(map).output(for: id)
    #expect(output.map { "\(tree.name(of: $0.target)) \($0.specifier)" } == expected)
  }

  @Test func whatAMapDoesNotSayIsSaid() throws {
    let (_, map) = try map(.iommu, of: "/pcie")
    #expect(try #require(map).mask == .max)
    func said(_ read: () throws -> Void) throws -> String? {
      do {
        try read()
        return nil
      } catch let error as ReadingError {
        return error.description
      }
    }
    #expect(
      try said { _ = try map?.output(for: 0x11) }
        == "/pcie@1a000000: 'iommu-map' has several ids in entry 1, though each becomes 2 cells")
    #expect(
      try said { _ = try self.map(.msi, of: "/outside") }
        == "/outside: 'msi-map' begins entry 0 with id 0x100, which mask 0xff does not let through")
    #expect(
      try said { _ = try self.map(.msi, of: "/short") }
        == "/short: 'msi-map' ends in entry 0, which needs 4 cells, and 3 are left")
    #expect(
      try said { _ = try self.map(.msi, of: "/mask") }
        == "/mask: 'msi-map-mask' has 1 byte instead of 4")
    #expect(try self.map(.msi, of: "/its").1 == nil)
    #expect(try self.map(.iommu, of: "/empty").1?.output(for: 3) == nil)
  }

  @Test func registersOfAFunctionAreWhereTheyWereAssigned() throws {
    let tree = try OverlayLab.compile(Self.board)
    let addresses = AddressTranslation(of: tree)
    func assigned(_ path: String) throws -> [AssignedAddress]? {
      try addresses.assignedAddresses(of: try #require(tree.node(at: path)))
    }
    let nic = try #require(try assigned("/pcie/nic"))
    #expect(nic.map(\.baseAddressNumber) == [0, 1, nil])
    #expect(
      nic.map(\.cpu) == [
        .init(base: 0x1_6010_0000, size: 0x4000), .init(base: 0x1840_1000, size: 0x20),
        .init(base: 0x1_6020_0000, size: 0x10000),
      ])
    #expect(nic.map { $0.bus.address.pci?.space } == [.memory32, .io, .memory32])
    #expect(nic[0].bus.address.pci?.requesterID == 0x19)
    #expect(try assigned("/pcie/none") == nil && assigned("/soc/dev") == nil)
    for (path, text) in [
      (
        "/pcie/far",
        "/pcie@1a000000/far@4,0: 'assigned-addresses' has address 0x1000, for which 'ranges' of /pcie@1a000000 has no place"
      ),
      (
        "/pcie/cut",
        "/pcie@1a000000/cut@5,0: 'assigned-addresses' has 8 bytes, which is no whole number of entries of 20 bytes"
      ),
    ] {
      do {
        Issue.record("\(String(describing: try assigned(path)))")
      } catch let error as ReadingError {
        #expect(error.description == text)
      }
    }
  }

  /// Ranges of a GPIO controller of several chips begin with the chip's number; older trees leave it out.
  @Test(arguments: [
    ("<&pins 1 0 8 8>, <&pins 2 0 16 4>", ["[1, 0, 8, 8]", "[2, 0, 16, 4]"]),
    ("<&pins 0 8 8>", ["[0, 8, 8]"]),
  ])
  func rangesOfPinsAreRead(_ ranges: String, _ expected: [String]) throws {
    let tree = try OverlayLab.compile(
      "/dts-v1/; / { pins: pins { }; gpio { #gpio-cells = <3>; gpio-ranges = \(ranges); }; };")
    let gpio = try #require(tree.node(at: "/gpio"))
    let entries = try tree.references("gpio-ranges", of: gpio, in: PhandleTable(of: tree))
    #expect(entries.map { "\($0.arguments)" } == expected)
  }
}
