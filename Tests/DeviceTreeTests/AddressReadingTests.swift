import DeviceTree
import Testing

/// Addresses through buses of every kind.
@Suite struct AddressReadingTests {
  /// A board with what address translation has to cope with: nested and empty ranges, PCI behind a bridge, ISA, a
  /// bus without a mapping, and an odd one.
  static let board = """
    /dts-v1/;
    / {
      #address-cells = <2>; #size-cells = <2>;
      soc {
        #address-cells = <1>; #size-cells = <1>;
        ranges = <0x0 0x1 0x0 0x80000000>, <0x80000000 0x0 0x40000000 0x10000000>;
        dma-ranges = <0x0 0x2 0x0 0x40000000>;
        bridge@20000000 {
          reg = <0x20000000 0x1000>;
          #address-cells = <1>; #size-cells = <1>;
          ranges = <0x0 0x20100000 0x100000>;
          dma-ranges = <0x1000 0x100000 0x200000>, <0x80000000 0x38000000 0x8000000>;
          serial@200 { reg = <0x200 0x100>; };
          high@fff00 { reg = <0xfff00 0x200>; };
          inner { #address-cells = <1>; #size-cells = <1>; ranges; timer@40 { reg = <0x40 4 0x80 4>; }; };
        };
        i2c@3000 {
          reg = <0x3000 0x100>;
          #address-cells = <1>; #size-cells = <0>;
          rtc@68 { reg = <0x68>; };
        };
        window@80000100 { reg = <0x80000100 0x10>; };
        odd@4000 { #address-cells = <1>; #size-cells = <1>; ranges = <1 2>; dev@1 { reg = <1 1>; }; };
        huge { #address-cells = <0xffffffff>; #size-cells = <1>; ranges; dev@2 { reg = <2 1>; }; };
      };
      pcie@1a000000 {
        device_type = "pci";
        #address-cells = <3>; #size-cells = <2>;
        reg = <0xe 0xfe000000 0x0 0x20000000>;
        ranges = <0x01000000 0x0 0x8000 0x0 0x18408000 0x0 0x8000>,
                 <0x42000000 0x0 0x60000000 0x0 0x60000000 0x0 0x20000000>,
                 <0x03000000 0x10 0x0 0x20 0x0 0x1 0x0>;
        bridge@3,0 {
          device_type = "pci";
          reg = <0x1800 0 0 0 0>;
          #address-cells = <3>; #size-cells = <2>;
          ranges = <0x02000000 0x0 0x60100000 0x02000000 0x0 0x60100000 0x0 0x100000>;
          isa {
            #address-cells = <2>; #size-cells = <1>;
            ranges = <0x0 0x0 0x02000000 0x0 0x60180000 0x10000>;
            flash@0,100 { reg = <0x0 0x100 0x10>; };
            port@1,60 { reg = <0x1 0x60 0x1>; };
          };
        };
      };
    };
    """

  private func tree() throws -> DeviceTree { try OverlayLab.compile(Self.board) }

  /// Each: a node, and where the cpu sees its registers.
  @Test(arguments: [
    ("/soc/bridge/serial", [MemoryRange(base: 0x1_2010_0200, size: 0x100)]),
    ("/soc/bridge/inner/timer", [.init(base: 0x1_2010_0040, size: 4), .init(base: 0x1_2010_0080, size: 4)]),
    ("/soc/window", [.init(base: 0x4000_0100, size: 0x10)]),
    ("/soc/i2c", [.init(base: 0x1_0000_3000, size: 0x100)]),
    ("/pcie", [.init(base: 0xe_fe00_0000, size: 0x2000_0000)]),
    ("/pcie/bridge/isa/flash", [.init(base: 0x6018_0100, size: 0x10)]),
  ])
  func theCPUSeesRegistersThroughEveryBus(_ path: String, _ expected: [MemoryRange]) throws {
    let tree = try tree()
    let node = try #require(tree.node(at: path))
    #expect(try AddressTranslation(of: tree).cpuRanges(of: node) == expected)
    #expect(try tree.cpuRanges(of: node) == expected)
  }

  /// Each: a node whose registers the cpu does not see, and why.
  @Test(arguments: [
    (
      "/soc/bridge/high", "'reg' has address 0xfff00, for which 'ranges' of /soc/bridge@20000000 has no place"
    ),
    ("/soc/i2c/rtc", "'reg' has no address for the cpu: /soc/i2c@3000 has no 'ranges'"),
    ("/soc/odd/dev", "/soc/odd@4000: 'ranges' has 8 bytes, which is no whole number of entries of 12 bytes"),
    (
      "/soc/huge/dev",
      "/soc/huge: '#address-cells' cannot be read: '#address-cells' of /soc/huge is 4294967295"
    ),
    (
      "/pcie/bridge/isa/port",
      "'reg' has address 0x60, for which 'ranges' of /pcie@1a000000/bridge@3,0/isa has no place"
    ),
    ("/pcie/bridge", "'reg' has address 0x0, for which 'ranges' of /pcie@1a000000 has no place"),
  ])
  func whatTheCPUDoesNotSeeIsSaid(_ path: String, _ text: String) throws {
    let tree = try tree()
    let node = try #require(tree.node(at: path))
    #expect(throws: ReadingError.self) { try tree.cpuRanges(of: node) }
    do throws(ReadingError) {
      _ = try AddressTranslation(of: tree).cpuRanges(of: node)
      Issue.record("\(path) has addresses")
    } catch {
      #expect(error.description.hasSuffix(text), "\(error)")
    }
  }

  @Test func aSpaceOfPCIHasItsOwnWindows() throws {
    let tree = try tree()
    let host = try #require(tree.node(at: "/pcie"))
    let map = try #require(try BusMap(of: host, in: tree))
    func cpu(_ flags: UInt32, _ number: UInt64) -> UInt64? {
      map.translate(BusRange(BusAddress(number, flags: flags), size: 4))?.address.number
    }
    #expect(cpu(0x0100_0000, 0x8010) == 0x1840_8010)
    #expect(cpu(0x0200_0000, 0x8010) == nil)
    // 32-bit and 64-bit memory are one space, and prefetching is no difference.
    #expect(cpu(0x0300_0000, 0x6000_0000) == 0x6000_0000)
    #expect(cpu(0x8200_0000, 0x10_0000_0008) == 0x20_0000_0008)
    #expect(cpu(0x0000_1800, 0x6000_0000) == nil)
    let flags = try #require(map.windows.first?.own.pci)
    #expect(flags.space == .io && !flags.isPrefetchable && map.windows[1].own.pci?.isPrefetchable == true)
    let function = PCIAddressFlags(rawValue: 0xa201_1e14)
    #expect((function.bus, function.device, function.function, function.register) == (1, 3, 6, 0x14))
    #expect(function.isFixed && function.isAlias && function.space == .memory32)
  }

  /// Of windows that overlap the first counts, as in Linux.
  @Test func theFirstOfOverlappingWindowsCounts() throws {
    let tree = try OverlayLab.compile(
      """
      /dts-v1/;
      / { #address-cells = <1>; #size-cells = <1>;
        bus { #address-cells = <1>; #size-cells = <1>; ranges = <0x1000 0x5000 0x1000 0x0 0x8000 0x4000 0x1800 0x100 0x10>; };
      };
      """)
    let bus = try #require(tree.node(at: "/bus"))
    let map = try #require(try BusMap(of: bus, in: tree))
    func above(_ number: UInt64, _ size: UInt64 = 4) -> UInt64? {
      map.translate(BusRange(BusAddress(number), size: size))?.address.number
    }
    #expect(above(0x1800) == 0x5800)
    #expect(above(0x800) == 0x8800)
    #expect(above(0x1ff0, 0x20) == 0x9ff0)
    #expect(above(0x3fff) == nil)
  }

  @Test func devicesReachMemoryThroughDMARanges() throws {
    let tree = try tree()
    let translation = DMATranslation(of: tree)
    let serial = try #require(tree.node(at: "/soc/bridge/serial"))
    #expect(
      try translation.windows(of: serial) == [
        .init(device: BusAddress(0x1000), cpu: .init(base: 0x2_0010_0000, size: 0x20_0000)),
        .init(device: BusAddress(0x8000_0000), cpu: .init(base: 0x2_3800_0000, size: 0x800_0000)),
      ])
    let i2c = try #require(tree.node(at: "/soc/i2c"))
    #expect(
      try translation.windows(of: i2c) == [
        .init(device: BusAddress(0), cpu: .init(base: 0x2_0000_0000, size: 0x4000_0000))
      ])
    let pcie = try #require(tree.node(at: "/pcie"))
    #expect(try translation.windows(of: pcie) == nil)
  }

  @Test func aDMAParentCanBeAnInterconnect() throws {
    let source = """
      /dts-v1/;
      / { #address-cells = <1>; #size-cells = <1>;
        mbus: mbus { #address-cells = <1>; #size-cells = <1>; #interconnect-cells = <1>;
          dma-ranges = <0x0 0x40000000 0x10000000>; ranges; };
        video@1000 { reg = <0x1000 4>; interconnects = <&mbus 5>; interconnect-names = "dma-mem"; };
        loop: loop { #interconnect-cells = <0>; interconnects = <&loop>; interconnect-names = "dma-mem"; };
      };
      """
    let tree = try OverlayLab.compile(source)
    let translation = DMATranslation(of: tree)
    let windows = try translation.windows(of: try #require(tree.node(at: "/video")))
    #expect(windows == [.init(device: BusAddress(0), cpu: .init(base: 0x4000_0000, size: 0x1000_0000))])
    let loop = try #require(tree.node(at: "/loop"))
    #expect(throws: ReadingError.self) { try translation.windows(of: loop) }
  }

  /// Deep nesting, each bus moving addresses on by one page.
  @Test func deepBusesAreNoDanger() throws {
    var tree = DeviceTree()
    var node = tree.root
    for _ in 0..<3000 {
      tree.set("#address-cells", to: .cells([1]), of: node)
      tree.set("#size-cells", to: .cells([1]), of: node)
      node = tree.addNode("b", to: node)
      tree.set("ranges", to: .cells([0, 0x1000, 0x4000_0000]), of: node)
    }
    tree.set("#address-cells", to: .cells([1]), of: node)
    tree.set("#size-cells", to: .cells([1]), of: node)
    let device = tree.addNode("d", to: node)
    tree.set("reg", to: .cells([0, 4]), of: device)
    let ranges = try AddressTranslation(of: tree).cpuRanges(of: device)
    #expect(ranges == [MemoryRange(base: 3000 * 0x1000, size: 4)])
  }
}
