import DeviceTree
import Foundation
import Testing
import TestSupport

/// What is known of real boards, read from their trees.
@Suite struct BoardReadingTests {
  /// QEMU's "virt" machines, from the trees of recorded boots: a controller and an interrupt that the machine's
  /// documentation and /proc/interrupts of each boot name.
  @Test(arguments: [
    (
      "arm64-7.2.13--c1-cma-static", "/pl011@9000000", [MemoryRange(base: 0x900_0000, size: 0x1000)],
      "/intc@8000000",
      [UInt32(0), 1, 4]
    ),
    (
      "riscv64-7.2.13--c1-cma-static", "/soc/serial@10000000", [.init(base: 0x1000_0000, size: 0x100)],
      "/soc/interrupt-controller@c000000", [10]
    ),
  ])
  func theConsoleOfQEMU(
    _ boot: String, _ console: String, _ ranges: [MemoryRange], _ controller: String, _ specifier: [UInt32]
  ) throws {
    let tree = try DeviceTree(blob: try Fixtures.bytes("boot/\(boot)/in.dtb"))
    let node = try #require(tree.node(atPathOrAlias: "serial0"))
    #expect(tree.path(of: node) == console)
    #expect(try AddressTranslation(of: tree).cpuRanges(of: node) == ranges)
    let interrupts = try InterruptTree(of: tree).resolvedInterrupts(of: node)
    #expect(interrupts.map { tree.path(of: $0.controller) } == [controller])
    #expect(interrupts.map(\.specifier) == [specifier])
    #expect(try tree.cpus().map(\.number) == [0])
    #expect(try !tree.memoryNodes().isEmpty)
  }

  /// The Loongson 3A5000's description, which ships with the package.
  @Test func theLoongson3A5000() throws {
    let tree = try OverlayLab.compile(
      file: Fixtures.packageRoot.appending(path: "dts/ls3a5000/zones.dts").path)
    let (addresses, interrupts) = (AddressTranslation(of: tree), InterruptTree(of: tree))
    let uart = try #require(tree.node(labelled: "uart1"))
    let pic = try #require(tree.node(labelled: "pic"))
    let pcie = try #require(tree.node(labelled: "pcie"))
    #expect(try addresses.cpuRanges(of: uart) == [MemoryRange(base: 0x1008_0000, size: 0x100)])
    #expect(try interrupts.resolvedInterrupts(of: uart) == [Interrupt(controller: pic, specifier: [8, 4])])
    // Pin 2 of device 3, the first Ethernet port, by the bridge's interrupt-map.
    let pin = Interrupt(controller: pcie, specifier: [2])
    #expect(
      try interrupts.resolve(pin, address: [3 << 11, 0, 0], for: pcie)
        == Interrupt(controller: pic, specifier: [13, 4]))
    let io = BusRange(BusAddress(0x8010, flags: 0x0100_0000), size: 4)
    #expect(try addresses.cpuRange(of: io, on: pcie, for: pcie) == MemoryRange(base: 0x1840_8010, size: 4))
    #expect(try tree.cpus().map(\.number) == [0, 1, 2, 3])
  }

  /// The address facts of a Raspberry Pi 4 (BCM2711): peripherals that the cpu sees at another place, and devices
  /// that see memory at another place.
  @Test func theRaspberryPi4() throws {
    let tree = try OverlayLab.compile(
      """
      /dts-v1/;
      / { #address-cells = <2>; #size-cells = <1>; interrupt-parent = <&gic>;
        soc { #address-cells = <1>; #size-cells = <1>;
          ranges = <0x7e000000 0x0 0xfe000000 0x01800000>, <0x7c000000 0x0 0xfc000000 0x02000000>,
                   <0x40000000 0x0 0xff800000 0x00800000>;
          dma-ranges = <0xc0000000 0x0 0x00000000 0x40000000>;
          gic: interrupt-controller@40041000 { interrupt-controller; #interrupt-cells = <3>;
            reg = <0x40041000 0x1000>, <0x40042000 0x2000>; };
          uart: serial@7e201000 { reg = <0x7e201000 0x200>; interrupts = <0 121 4>; };
        };
        scb { #address-cells = <2>; #size-cells = <2>;
          ranges = <0x0 0x7c000000 0x0 0xfc000000 0x0 0x03800000>, <0x6 0x0 0x6 0x0 0x0 0x40000000>;
          dma-ranges = <0x0 0x0 0x0 0x0 0x4 0x0>;
          pcie: pcie@7d500000 { reg = <0x0 0x7d500000 0x0 0x9310>; device_type = "pci";
            #address-cells = <3>; #size-cells = <2>; #interrupt-cells = <1>;
            interrupt-map-mask = <0 0 0 7>; interrupt-map = <0 0 0 1 &gic 0 143 4>;
            ranges = <0x02000000 0x0 0xc0000000 0x6 0x0 0x0 0x40000000>;
            dma-ranges = <0x02000000 0x0 0x0 0x0 0x0 0x0 0xc0000000>;
            usb: usb@0,0 { reg = <0 0 0 0 0>; interrupts = <1>; }; };
        };
      };
      """)
    let (addresses, dma) = (AddressTranslation(of: tree), DMATranslation(of: tree))
    func node(_ label: String) throws -> DeviceTree.NodeID { try #require(tree.node(labelled: label)) }
    #expect(try addresses.cpuRanges(of: node("uart")) == [MemoryRange(base: 0xfe20_1000, size: 0x200)])
    #expect(
      try addresses.cpuRanges(of: node("gic")) == [
        .init(base: 0xff84_1000, size: 0x1000), .init(base: 0xff84_2000, size: 0x2000),
      ])
    #expect(try addresses.cpuRanges(of: node("pcie")) == [.init(base: 0xfd50_0000, size: 0x9310)])
    let bar = BusRange(BusAddress(0xc000_1000, flags: 0x0200_0000), size: 0x1000)
    #expect(
      try addresses.cpuRange(of: bar, on: node("pcie"), for: node("usb"))
        == .init(base: 0x6_0000_1000, size: 0x1000))
    #expect(
      try dma.windows(of: node("uart")) == [
        .init(device: BusAddress(0xc000_0000), cpu: .init(base: 0, size: 0x4000_0000))
      ])
    #expect(
      try dma.windows(of: node("usb")) == [
        .init(device: BusAddress(0, flags: 0x0200_0000), cpu: .init(base: 0, size: 0xc000_0000))
      ])
    #expect(
      try InterruptTree(of: tree).resolvedInterrupts(of: node("usb"))
        == [Interrupt(controller: node("gic"), specifier: [0, 143, 4])])
  }
}
