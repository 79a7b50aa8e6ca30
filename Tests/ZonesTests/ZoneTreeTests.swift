import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import Testing
import TestSupport
import Zones

@Suite struct ZoneTreeTests {
  private func outputs() throws -> [String: ZoneBuild.Output] {
    let build = ZoneBuild(try Plans.compile(try Plans.shipped()))
    #expect(build.diagnostics.isEmpty, "\(build.diagnostics.map(\.message))")
    return Dictionary(uniqueKeysWithValues: build.outputs.map { ($0.zone.name, $0) })
  }

  @Test func rootSeesAllAndReservesWhatIsNotItsOwn() throws {
    let tree = try #require(outputs()["zone0"]).tree
    let memory = try #require(tree.node(at: "/memory@200000"))
    let banks = try #require(try tree.reg(of: memory))
    // The banks of hvisor's hand-written zone0, and the two windows that it forgot.
    for (base, size) in [
      (0x20_0000, 0xee0_0000), (0x9000_0000, 0x1000_0000), (0xc000_0000, 0x2000_0000),
      (0xa000_0000, 0x2000_0000),
      (0x1_0000_0000, 0x2000_0000), (0x1_6000_0000, 0x1000_0000), (0x1_4000_0000, 0x80_0000),
      (0x1_4080_0000, 0x80_0000), (0x1_4100_0000, 0x80_0000), (0xe000_0000, 0x2000_0000),
    ] as [(UInt64, UInt64)] {
      #expect(banks.contains(MemoryRange(base: base, size: size)))
    }
    #expect(banks.count == 10)
    let reserved = try #require(tree.node(at: "/reserved-memory"))
    #expect(
      tree.children(of: reserved).map { tree.name(of: $0) } == [
        "linux2@a0000000", "linux1@c0000000", "linux3@100000000", "root-linux1@140000000",
        "linux1-linux2@140800000", "linux1-linux3@141000000",
      ])
    for region in tree.children(of: reserved) {
      #expect(tree.property("no-map", of: region) != nil)
      let range = try #require(try tree.reg(of: region)?.first)
      #expect(tree.unitAddress(of: region) == String(range.base, radix: 16))
    }
    #expect(tree.addressFormat(of: reserved) == tree.addressFormat(of: tree.root))
    #expect(tree.bytes("ranges", of: reserved)?.isEmpty == true)
    // RAM of its own stands above the last region.
    #expect(banks.map(\.end).max() == 0x1_7000_0000)
  }

  @Test func hypervisorIsReservedWhereItLiesInABank() throws {
    let text = try Plans.shipped(
      replacing: "<0x1 0x60000000 0x0 0x10000000>;", with: "<0x1 0x60000000 0x0 0xa0000000>;")
    let build = ZoneBuild(try Plans.compile(text))
    #expect(build.diagnostics.isEmpty, "\(build.diagnostics.map(\.message))")
    let tree = try #require(build.outputs.first { $0.zone.isRoot }).tree
    let node = try #require(tree.node(at: "/reserved-memory/hypervisor@1f0000000"))
    #expect(try tree.reg(of: node) == [MemoryRange(base: 0x1_f000_0000, size: 0x500_0000)])
  }

  @Test func rootHasItsDevices() throws {
    let tree = try #require(outputs()["zone0"]).tree
    for path in [
      "/cpus/cpu@0", "/cpus/l2-cache0", "/cpus/l3-cache", "/interrupt-controller",
      "/platform/serial@1fe001e0", "/platform/clock-ref-100m",
      "/platform/rtc@100d0100", "/platform/interrupt-controller@10000000",
      "/platform/interrupt-controller@1fe01600", "/platform/msi-controller@1fe01140", "/pcie@1a000000",
      "/hvisor_virtio_device",
    ] {
      #expect(tree.node(at: path) != nil, "\(path) is missing")
    }
    for path in ["/platform/serial@10080000", "/cpus/cpu@1", "/cpus/l2-cache1", "/domains"] {
      #expect(tree.node(at: path) == nil, "\(path) is there")
    }
    let msi = try #require(tree.node(at: "/platform/msi-controller@1fe01140"))
    #expect(tree.cell("loongson,msi-base-vec", of: msi) == 64)
    #expect(tree.cell("loongson,msi-num-vecs", of: msi) == 48)
    let service = try #require(tree.node(at: "/hvisor_virtio_device"))
    #expect(tree.string("compatible", of: service) == "hvisor")
    #expect(tree.cells("interrupts", of: service) == [4])
    let controller = try #require(tree.node(at: "/interrupt-controller"))
    #expect(tree.cell("interrupt-parent", of: service) == tree.phandle(of: controller))
    #expect(
      tree.string("serial0", of: try #require(tree.node(at: "/aliases"))) == "/platform/serial@1fe001e0")
    for node in tree.allNodes {
      for property in tree.properties(of: node) { #expect(!tree.name(of: property).hasPrefix("hvisor,")) }
    }
  }

  @Test func interruptMapPointsAtTheBridgesController() throws {
    let tree = try #require(outputs()["zone0"]).tree
    let bridge = try #require(tree.node(at: "/pcie@1a000000"))
    let map = try #require(tree.cells("interrupt-map", of: bridge))
    let controller = try #require(tree.node(at: "/platform/interrupt-controller@10000000"))
    let pic = try #require(tree.phandle(of: controller))
    let rows = stride(from: 0, to: map.count, by: 7).map { Array(map[$0..<$0 + 7]) }
    #expect(rows.allSatisfy { $0[4] == pic && $0[6] == 4 })
    // Device 6, function 1, pin A: as on the hand-written bridge.
    #expect(rows.contains([0x3100, 0, 0, 1, pic, 28, 4]))
    #expect(rows.contains([0x2100, 0, 0, 1, pic, 48, 4]))
    #expect(rows.contains([0xc800, 0, 0, 4, pic, 22, 4]))
  }

  @Test func guestTreeIsItsOwnWorld() throws {
    let tree = try #require(outputs()["linux2"]).tree
    let cpus = try #require(tree.node(at: "/cpus"))
    let processors = tree.children(of: cpus).filter { tree.string("device_type", of: $0) == "cpu" }
    #expect(processors.map { tree.name(of: $0) } == ["cpu@0"])
    #expect(tree.cell("reg", of: processors[0]) == 0)
    let memory = try #require(tree.node(at: "/memory@a0200000"))
    // From the kernel's link address, 2 MiB above the base; the window lies above all RAM and stays out.
    #expect(try tree.reg(of: memory) == [MemoryRange(base: 0xa020_0000, size: 0x1fe0_0000)])
    let reserved = try #require(tree.node(at: "/reserved-memory"))
    #expect(tree.children(of: reserved).map { tree.name(of: $0) } == ["linux1-linux2@140800000"])
    let console = try #require(tree.node(at: "/virtio_mmio@30001000"))
    #expect(try tree.reg(of: console) == [MemoryRange(base: 0x3000_1000, size: 0x200)])
    #expect(tree.cells("interrupts", of: console) == [4])
    #expect(tree.property("dma-coherent", of: console) != nil)
    #expect(tree.cells("interrupts", of: try #require(tree.node(at: "/virtio_mmio@30002000"))) == [5])
    let msi = try #require(tree.node(at: "/platform/msi-controller@1fe01140"))
    #expect(tree.cell("loongson,msi-base-vec", of: msi) == 160)
    #expect(tree.node(at: "/platform/serial@1fe001e0") == nil)
    #expect(tree.node(at: "/platform/serial@10080000") == nil)
  }

  @Test func windowIsInMemoryOnlyBelowRAM() throws {
    let text = try Plans.shipped(
      replacing: "memory = <0x0 0xa0000000 0x0 0x20000000>;",
      with: "memory = <0x0 0xa0000000 0x0 0x20000000>, <0x1 0x50000000 0x0 0x10000000>;")
    let build = ZoneBuild(try Plans.compile(text))
    #expect(build.diagnostics.isEmpty, "\(build.diagnostics.map(\.message))")
    let tree = try #require(build.outputs.first { $0.zone.name == "linux2" }).tree
    #expect(
      try tree.reg(of: try #require(tree.node(at: "/memory@a0200000"))) == [
        MemoryRange(base: 0xa020_0000, size: 0x1fe0_0000), MemoryRange(base: 0x1_4080_0000, size: 0x80_0000),
        MemoryRange(base: 0x1_5000_0000, size: 0x1000_0000),
      ])
    #expect(tree.node(at: "/reserved-memory/linux1-linux2@140800000") != nil)
  }

  /// What dtc makes of the printed source is the blob, byte for byte, for every zone.
  @Test func dtcAgreesOnEveryTree() throws {
    for (name, output) in try outputs() {
      let printed = Array(DTSPrinter().print(output.tree).utf8)
      let compiled = try Tool.run("dtc", ["-q", "-I", "dts", "-O", "dtb", "-"], input: printed)
      #expect(compiled.status == 0, "\(name): \(compiled.errors)")
      #expect(compiled.output == output.tree.flattened(), "\(name)")
    }
  }
}
