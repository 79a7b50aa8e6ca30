import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import TestSupport
import Testing
import Zones

/// What the zones' trees and files say of plans and boards other than the shipped ones.
@Suite struct ZoneTreeChangeTests {
  private static let uart1 = "interrupts = <8 IRQ_TYPE_LEVEL_HIGH>;"
  private static let refclk = "refclk: clock-ref-100m {"
  private static let args1 = "root=/dev/vda rootwait rw nohlt\";\n\t\t\t\tstdout-path = \"serial0:115200n8\";"

  /// Builds a plan that must be sound, and has dtc agree on every tree of it.
  private func outputs(
    plan: [Plans.Change] = [], board: [Plans.Change] = []
  ) throws -> [String: ZoneBuild.Output] {
    let build = ZoneBuild(try Plans.compile(plan: plan, board: board))
    try #require(build.diagnostics.isEmpty, "\(build.diagnostics.map(\.message))")
    for output in build.outputs {
      let printed = Array(DTSPrinter().print(output.tree).utf8)
      let compiled = try Tool.run("dtc", ["-q", "-I", "dts", "-O", "dtb", "-"], input: printed)
      #expect(compiled.status == 0, "\(output.zone.name): \(compiled.errors)")
      #expect(compiled.output == output.tree.flattened(), "\(output.zone.name)")
    }
    return Dictionary(uniqueKeysWithValues: build.outputs.map { ($0.zone.name, $0) })
  }

  private func object(_ json: JSONValue?) throws -> [String: Any] {
    let text = try #require(json).text()
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func regions(of output: ZoneBuild.Output?, _ type: String) throws -> [String: String] {
    let list = try #require(object(output?.hvisorFile)["memory_regions"] as? [[String: Any]])
    var found: [String: String] = [:]
    for region in list where region["type"] as? String == type {
      found[try #require(region["physical_start"] as? String)] = region["size"] as? String
    }
    return found
  }

  @Test func referencesFollowRenumberedCPUs() throws {
    let trees = try outputs(
      plan: [
        .init("cpus = <&cpus 0x8 0x0>;", "cpus = <&cpus 0x10 0x0>;"),
        .init("cpus = <&cpus 0x4 0x0>;", "cpus = <&cpus 0x8 0x0>;"),
        .init("cpus = <&cpus 0x2 0x0>;", "cpus = <&cpus 0x6 0x0>;"),
        .init(Self.args1, Self.args1 + " boot-cpu = &cpu1, &{/cpus/cpu@2}; named = <&cpu2>;"),
      ],
      board: [
        .init(Self.uart1, Self.uart1 + " interrupt-affinity = <&{/cpus/cpu@1}>, <&cpu2>; at = &cpu2;"),
        .init("cpu3: cpu@3 {", "cpu4: cpu@4 { device_type = \"cpu\"; reg = <4>; };\n\t\tcpu3: cpu@3 {"),
      ])
    let tree = try #require(trees["linux1"]).tree
    let uart = try #require(tree.node(at: "/platform/serial@10080000"))
    let phandles = PhandleTable(of: tree)
    let paths = try #require(tree.cells("interrupt-affinity", of: uart)).map { phandles[$0].map(tree.path) }
    #expect(paths == ["/cpus/cpu@0", "/cpus/cpu@1"])
    #expect(tree.string("at", of: uart) == "/cpus/cpu@1")
    let chosen = try #require(tree.node(at: "/chosen"))
    #expect(tree.strings("boot-cpu", of: chosen) == ["/cpus/cpu@0", "/cpus/cpu@1"])
    #expect(tree.cell("named", of: chosen).flatMap { phandles[$0] } == tree.node(at: "/cpus/cpu@1"))
  }

  @Test func whatIsInADeviceComesWithIt() throws {
    let trees = try outputs(
      plan: [
        .init(Self.args1, Self.args1 + " framebuffer { compatible = \"simple-framebuffer\"; part { x; }; };"),
        .init("access = <&uart1>,", "access = <&uart1>, <&i2c>,"),
      ],
      board: [
        .init(
          Self.refclk,
          """
          pins: pinctrl@10091000 { compatible = "x,pins"; reg = <0 0x10091000 0 0x100>;
            group: group { pins { function = "i2c"; }; }; other { }; };
          i2c: i2c@10090000 { reg = <0 0x10090000 0 0x100>; #address-cells = <1>; #size-cells = <0>;
            pinctrl-0 = <&group>; status = "disabled";
            eeprom@50 { reg = <0x50>; cell { x; }; }; rest@51 { reg = <0x51>; status = "disabled"; }; };
          refclk: clock-ref-100m {
          """),
        .init(
          "no-loopback-test;\n\t\t};\n\t};",
          "no-loopback-test; bluetooth { compatible = \"x,bt\"; };\n\t\t};\n\t};"),
      ])
    let tree = try #require(trees["linux1"]).tree
    for path in [
      "/chosen/framebuffer/part", "/platform/serial@10080000/bluetooth",
      "/platform/i2c@10090000/eeprom@50/cell",
      "/platform/pinctrl@10091000/group/pins",
    ] {
      #expect(tree.node(at: path) != nil, "\(path)")
    }
    #expect(tree.node(at: "/platform/pinctrl@10091000/other") == nil)
    let bus = try #require(tree.node(at: "/platform/i2c@10090000"))
    #expect(tree.property("status", of: bus) == nil)
    // A part of a device that nobody asked for by name stays as the board has it.
    let rest = try #require(tree.node(at: "/platform/i2c@10090000/rest@51"))
    #expect(tree.string("status", of: rest) == "disabled")
    #expect(try #require(trees["linux2"]).tree.node(at: "/platform/i2c@10090000") == nil)
    // Both the bus and the pin controller that it needs are mapped, the chips on the bus are not.
    let io = try regions(of: trees["linux1"], "io")
    #expect(io["0x10090000"] == "0x1000" && io["0x10091000"] == "0x1000" && io["0x0"] == nil)
  }

  @Test func dependenciesAreEnabledAndMapped() throws {
    let trees = try outputs(
      plan: [.init("access = <&uart1>,", "access = <&uart1>, <&gpio>,")],
      board: [
        .init(
          Self.refclk,
          """
          dma: dma@10098000 { reg = <0 0x10098000 0 0x1000>; #dma-cells = <1>; status = "disabled"; };
          gpio: gpio@10099000 { reg = <0 0x10099000 0 0x20>, <0 0x1009a000 0 0>; interrupt-controller;
            #interrupt-cells = <2>; };
          refclk: clock-ref-100m {
          """), .init(Self.uart1, Self.uart1 + " dmas = <&dma 1>;"),
      ])
    let tree = try #require(trees["linux1"]).tree
    let dma = try #require(tree.node(at: "/platform/dma@10098000"))
    #expect(tree.property("status", of: dma) == nil)
    let io = try regions(of: trees["linux1"], "io")
    #expect(io["0x10098000"] == "0x1000")
    #expect(io["0x10099000"] == "0x1000")
    // An entry of no bytes is no region, and what hvisor serves is none.
    #expect(io["0x1009a000"] == nil && io["0x1fe01000"] == nil)
  }

  @Test func numberedInterruptParentIsAReference() throws {
    let trees = try outputs(
      plan: [.init("access = <&uart1>,", "access = <&uart1>, <&own>,")],
      board: [
        .init(
          Self.refclk,
          """
          own: own@10099000 { reg = <0 0x10099000 0 0x20>; interrupt-parent = <0x77>; interrupts = <1>; };
          ctl: ctl@1009a000 { reg = <0 0x1009a000 0 0x20>; interrupt-controller; #interrupt-cells = <1>;
            phandle = <0x77>; };
          refclk: clock-ref-100m {
          """)
      ])
    let tree = try #require(trees["linux1"]).tree
    let own = try #require(tree.node(at: "/platform/own@10099000"))
    let controller = try #require(tree.node(at: "/platform/ctl@1009a000"))
    #expect(tree.cell("interrupt-parent", of: own) == 0x77)
    #expect(tree.phandle(of: controller) == 0x77)
    #expect(try regions(of: trees["linux1"], "io")["0x1009a000"] == "0x1000")
  }

  @Test func overlappingIORegionsAreOne() throws {
    let trees = try outputs(
      board: [.init("reg = <0x0 0x10080000 0x0 0x100>;", "reg = <0x0 0x10000000 0x0 0x90000>;")])
    let io = try regions(of: trees["linux1"], "io")
    #expect(io["0x10000000"] == "0x90000" && io["0x10010000"] == nil)
  }

  @Test func cpusMayHaveTwoAddressCells() throws {
    var changes = [
      Plans.Change("cpus: cpus {\n\t\t#address-cells = <1>;", "cpus: cpus {\n\t\t#address-cells = <2>;")
    ]
    for cpu in 0..<4 { changes.append(.init("reg = <\(cpu)>;", "reg = <0 \(cpu)>;")) }
    let trees = try outputs(board: changes)
    let tree = try #require(trees["linux2"]).tree
    let cpu = try #require(tree.node(at: "/cpus/cpu@0"))
    #expect(tree.cells("reg", of: cpu) == [0, 0])
    #expect(tree.labels(of: cpu) == ["cpu2"])
  }

  @Test func windowWithLittleRAMAboveStaysOutOfMemory() throws {
    let trees = try outputs(
      plan: [
        .init(
          "memory = <0x0 0xc0000000 0x0 0x20000000>;",
          "memory = <0x0 0xc0000000 0x0 0x20000000>, <0x1 0x41800000 0x0 0x1000>;")
      ])
    let tree = try #require(trees["linux1"]).tree
    let memory = try #require(tree.node(at: "/memory@c0200000"))
    #expect(
      try tree.reg(of: memory) == [
        MemoryRange(base: 0xc020_0000, size: 0x1fe0_0000), MemoryRange(base: 0x1_4180_0000, size: 0x1000),
      ])
  }

  @Test func treeIsLoadedBelowTheKernelInItsBank() throws {
    let trees = try outputs(
      plan: [
        .init(
          "memory = <0x0 0xa0000000 0x0 0x20000000>;",
          "memory = <0x0 0xa0000000 0x0 0x10000000>, <0x0 0xb8000000 0x0 0x8000000>;"),
        .init("<0x90000000 0xa0200000>", "<0x90000000 0xb8200000>"),
        .init("<0x90000000 0xa0dff000>", "<0x90000000 0xb8dff000>"),
      ])
    let file = try object(trees["linux2"]?.hvisorFile)
    #expect(file["dtb_load_paddr"] as? String == "0xb8000000")
    #expect(file["kernel_load_paddr"] as? String == "0xb8200000")
  }

  @Test func reservationsOfThePlanAreRootLinuxs() throws {
    let trees = try outputs(plan: [.init("/dts-v1/;", "/dts-v1/;\n/memreserve/ 0x300000 0x1000;")])
    #expect(trees["zone0"]?.tree.reservations.map(\.address) == [0x30_0000])
    #expect(trees["linux1"]?.tree.reservations.isEmpty == true)
  }

  @Test func windowMayBeCalledLikeAnotherRegion() throws {
    let trees = try outputs(plan: [.init("linux1-linux2 {", "linux2 {")])
    let tree = try #require(trees["zone0"]).tree
    #expect(tree.node(at: "/reserved-memory/linux2@a0000000") != nil)
    #expect(tree.node(at: "/reserved-memory/linux2@140800000") != nil)
  }

  @Test func zoneMayBeExtendedByItsLabel() throws {
    let trees = try outputs(
      plan: [
        .init("linux2 {\n\t\t\tcompatible", "two: linux2 {\n\t\t\tcompatible"),
        .init("\t\t/* Windows that zones", "\t\t/* Windows, that zones"),
        .init(
          "members = \"linux1\", \"linux3\";\n\t\t\t};\n\t\t};\n\t};\n};",
          "members = \"linux1\", \"linux3\";\n};\n};\n};\n};\n&two { chosen { bootargs = \"other\"; }; };"),
      ])
    let tree = try #require(trees["linux2"]).tree
    #expect(tree.string("bootargs", of: try #require(tree.node(at: "/chosen"))) == "other")
  }

  @Test func virtioFileSaysWhatTreesAndZoneFilesSay() throws {
    let build = ZoneBuild(
      try Plans.compile(plan: [
        .init(
          "virtio-console { interrupts = <4>; };\n\t\t\tvirtio-blk { interrupts = <5>; image = \"/tool/linux3",
          "virtio-net { interrupts = <6>; tap = \"tap3\"; };\n\t\t\tvirtio-blk { interrupts = <5>; image = \"/tool/linux3"
        )
      ]))
    let zones = try #require(object(build.virtioFile)["zones"] as? [[String: Any]])
    #expect(zones.compactMap { $0["id"] as? Int } == [1, 2, 3])
    let memory = try #require(zones[1]["memory_region"] as? [[String: String]])
    #expect(memory.first == ["zone0_ipa": "0xa0000000", "zonex_ipa": "0xa0000000", "size": "0x20000000"])
    for (zone, entry) in zip(build.outputs.dropFirst(), zones) {
      let devices = try #require(entry["devices"] as? [[String: Any]])
      let virtio = try regions(of: zone, "virtio")
      #expect(devices.count == virtio.count)
      for device in devices {
        let address = try #require(device["addr"] as? String)
        #expect(virtio[address] == device["len"] as? String)
        let node = try #require(zone.tree.node(at: "/virtio_mmio@\(address.dropFirst(2))"))
        #expect(zone.tree.cell("interrupts", of: node).map(Int.init) == device["irq"] as? Int)
        #expect(device["status"] as? String == "enable")
      }
    }
    let last = try #require(zones[2]["devices"] as? [[String: Any]])
    #expect(last.compactMap { $0["type"] as? String } == ["net", "blk"])
    #expect(last[0]["tap"] as? String == "tap3")
    #expect(last[1]["img"] as? String == "/tool/linux3-disk.ext4")
  }

  @Test func zoneThatCannotBeReadIsKnownByName() throws {
    let build = ZoneBuild(
      try Plans.compile(plan: [
        .init("id = <2>;", "id = \"2\";"), .init("cpus = <&cpus 0x8 0x0>;", "cpus = <&cpus 0x2 0x0>;"),
      ]))
    // The window names linux2, which has an error of its own; the other zones are checked all the same.
    #expect(build.diagnostics.count == 2)
    #expect(build.diagnostics.contains { $0.message.hasPrefix("cpu 1 is given to zone 'linux3'") })
  }

  @Test func kernelThatCannotBeUsedIsAnErrorAtItsProperty() throws {
    let compiled = try Plans.compile(plan: [
      .init("hvisor,entry-point = <0x90000000 0xa0dff000>;", "hvisor,kernel = \"vmlinux-linux2\";")
    ])
    for fault in [.otherMachine(62), .unreadable("no ELF file"), .empty] as [ZoneKernelFault] {
      let build = ZoneBuild(compiled, kernelFaults: ["vmlinux-linux2": fault])
      #expect(build.outputs.isEmpty)
      try #require(build.diagnostics.count == 1)
      let range = try #require(build.diagnostics[0].range)
      #expect(compiled.sources.text(of: range) == "\"vmlinux-linux2\"")
    }
  }

  @Test func moreZonesThanHvisorRunsIsOneError() throws {
    var text = ""
    for number in 4..<4000 {
      text += """
        many\(number) { compatible = "openamp,domain-v1", "hvisor,zone"; id = <\(number % 28 + 4)>;
          cpus = <&cpus 0x1 0>; memory = <1 \(number * 4096) 0 0x1000>; };

        """
    }
    let compiled = try Plans.compile(plan: [.init("/* Windows that zones", text + "/* Windows that zones")])
    let start = ContinuousClock.now
    let build = ZoneBuild(compiled)
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(
      build.diagnostics.count { $0.message.hasPrefix("the plan has 4000 zones, and hvisor runs 32") } == 1)
    #expect(build.diagnostics.count < 200)
  }

  @Test func regionThatLinuxWouldRefuseIsAnError() throws {
    // Linux for LoongArch keeps the first 2 MiB to itself, before it reads /reserved-memory.
    let memory = "memory = <0x0 0xa0000000 0x0 0x20000000>"
    let compiled = try Plans.compile(plan: [.init(memory, memory + ", <0x0 0x00180000 0x0 0x10000>")])
    let build = ZoneBuild(compiled)
    #expect(build.outputs.isEmpty)
    let found = try #require(build.diagnostics.first)
    #expect(found.message.hasPrefix("Linux in zone 'zone0' does not keep 'linux2@180000' reserved"))
    #expect(build.diagnostics.count == 1)
    #expect(found.range.map { compiled.sources.text(of: $0) } == "0x0 0x00180000 0x0 0x10000")
  }
}
