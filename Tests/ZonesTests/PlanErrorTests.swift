import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import Testing
import Zones

/// One fault put into the shipped plan, and what must be said about it.
struct PlanFault: Sendable, CustomTestStringConvertible {
  var name: String
  var old: String
  var new: String
  /// The start of the message.
  var message: String
  /// Text that stands at the place of the error; the part of `new` that must be pointed at.
  var place: String
  /// The start of the note at the other side, if there is one.
  var note: String?

  var testDescription: String { name }
}

@Suite struct PlanErrorTests {
  static let faults: [PlanFault] = [
    PlanFault(
      name: "overlapping guests", old: "memory = <0x0 0xa0000000 0x0 0x20000000>;",
      new: "memory = <0x0 0xa0000000 0x0 0x30000000>;",
      message: "zone 'linux2' and zone 'linux1' both have 0xc0000000-0xcfffffff (256 MiB)",
      place: "0x0 0xa0000000", note: "zone 'linux1' has 0xc0000000-0xdfffffff here"),
    PlanFault(
      name: "memory of the root zone given to a guest", old: "memory = <0x0 0xa0000000 0x0 0x20000000>;",
      new: "memory = <0x0 0x9fff0000 0x0 0x20000000>;",
      message: "zone 'linux2' and zone 'zone0' both have 0x9fff0000-0x9fffffff (64 KiB)",
      place: "0x0 0x9fff0000",
      note: "zone 'zone0' has"),
    PlanFault(
      name: "memory given twice to one zone", old: "memory = <0x0 0xa0000000 0x0 0x20000000>;",
      new: "memory = <0x0 0xa0000000 0x0 0x20000000>, <0x0 0xa8000000 0x0 0x1000>;",
      message: "zone 'linux2' has 0xa8000000-0xa8000fff (4 KiB) twice", place: "0x0 0xa8000000",
      note: "zone 'linux2' has"
    ),
    PlanFault(
      name: "guest over the hypervisor", old: "memory = <0x0 0xa0000000 0x0 0x20000000>;",
      new: "memory = <0x0 0xa0000000 0x0 0x20000000>, <0x1 0xf0000000 0x0 0x1000>;",
      message: "zone 'linux2' and the hypervisor both have 0x1f0000000-0x1f0000fff",
      place: "0x1 0xf0000000 0x0 0x1000",
      note: "the hypervisor has 0x1f0000000-0x1f4ffffff here"),
    PlanFault(
      name: "window over a guest", old: "memory = <0x1 0x40800000 0x0 0x00800000>;",
      new: "memory = <0x0 0xc0800000 0x0 0x00800000>;",
      message: "window 'linux1-linux2' and zone 'linux1' both have", place: "0x0 0xc0800000",
      note: "zone 'linux1' has"),
    PlanFault(
      name: "device given twice",
      old: "access = <&refclk>, <&rtc>, <&pcie>, <&msi>;\n\t\t\thvisor,msi-vectors = <160 48>;",
      new: "access = <&refclk>, <&rtc>, <&pcie>, <&msi>, <&uart1>;\n\t\t\thvisor,msi-vectors = <160 48>;",
      message: "device /platform/serial@10080000 is given to zone 'linux2', but zone 'linux1' has it",
      place: "&uart1>;\n\t\t\thvisor,msi-vectors = <160 48>", note: "given to 'linux1' here"),
    PlanFault(
      name: "cpu given twice", old: "cpus = <&cpus 0x4 0x0>;", new: "cpus = <&cpus 0x2 0x0>; /* again */",
      message: "cpu 1 is given to zone 'linux2', but zone 'linux1' has it", place: "0x2 0x0>; /* again */",
      note: "given to 'linux1' here"),
    PlanFault(
      name: "no such cpu", old: "cpus = <&cpus 0x4 0x0>;", new: "cpus = <&cpus 0x10 0x0>;",
      message: "the board has no cpu 4", place: "0x10 0x0"),
    PlanFault(
      name: "PCI function given twice", old: "hvisor,pci-devices = <0x6 0x2 0x0>;",
      new: "hvisor,pci-devices = <0x6 0x1 0x0>; /* again */",
      message: "PCI function 06:01.0 is given to zone 'linux2', but zone 'linux1' has it",
      place: "0x6 0x1 0x0>; /* again */", note: "given to 'linux1' here"),
    PlanFault(
      name: "vectors overlap", old: "hvisor,msi-vectors = <160 48>;", new: "hvisor,msi-vectors = <150 48>;",
      message: "message vectors 150-197 of zone 'linux2' overlap those of zone 'linux1'", place: "150 48",
      note: "'linux1' has 112-159"),
    PlanFault(
      name: "no RAM above the last region", old: "<0x1 0x60000000 0x0 0x10000000>;",
      new: "<0x0 0x80000000 0x0 0x10000000>;",
      message:
        "zone 'zone0' needs RAM above 0x141800000, the end of its last no-map region 'linux1-linux3', and has none",
      place: "0x0 0x80000000 0x0 0x10000000", note: "'linux1-linux3' ends there"),
    PlanFault(
      name: "too little RAM above", old: "<0x1 0x60000000 0x0 0x10000000>;",
      new: "<0x1 0x60000000 0x0 0x3000>;",
      message:
        "zone 'zone0' needs RAM above 0x141800000, the end of its last no-map region 'linux1-linux3', and has 12 KiB",
      place: "0x1 0x60000000 0x0 0x3000", note: "'linux1-linux3' ends there"),
    PlanFault(
      name: "neither entry point nor kernel", old: "hvisor,entry-point = <0x90000000 0xa0dff000>;",
      new: "hvisor,kernel = \"no-such-vmlinux\";",
      message: "nothing says the entry point of zone 'linux2'; its kernel 'no-such-vmlinux' is not there",
      place: "linux2 {", note: "named here"),
    PlanFault(
      name: "kernel outside its memory", old: "hvisor,link-address = <0x90000000 0xa0200000>;",
      new: "hvisor,link-address = <0x90000000 0xc0200000>; /* stale */",
      message:
        "the kernel of zone 'linux2' is linked at 0x90000000c0200000, physical 0xc0200000, which is not",
      place: "0x90000000 0xc0200000>; /* stale */", note: "the zone has 0xa0000000-0xbfffffff"),
    PlanFault(
      name: "half a page", old: "memory = <0x0 0xa0000000 0x0 0x20000000>;",
      new: "memory = <0x0 0xa0000000 0x0 0x1ffff800>;",
      message: "0xa0000000-0xbffff7ff is not made of whole 4 KiB pages",
      place: "0x0 0xa0000000 0x0 0x1ffff800"),
    PlanFault(
      name: "id twice", old: "id = <2>;", new: "id = <1>; /* again */",
      message: "id 1 is given to zone 'linux2', but zone 'linux1' has it", place: "1>; /* again */",
      note: "given to 'linux1' here"),
    PlanFault(
      name: "window of nobody", old: "members = \"linux1\", \"linux2\";",
      new: "members = \"linux1\", \"linux9\";",
      message: "window 'linux1-linux2' names a zone 'linux9' that does not exist", place: "\"linux9\""),
    PlanFault(
      name: "virtio interrupts alike",
      old: "virtio-blk { interrupts = <5>; image = \"/tool/linux2-disk.ext4\"; };",
      new: "virtio-blk { interrupts = <4>; image = \"/tool/linux2-disk.ext4\"; };",
      message: "virtio-blk and virtio-console of zone 'linux2' have the same interrupt 4",
      place: "4>; image = \"/tool/linux2", note: "used here first"),
    PlanFault(
      name: "console of another zone", old: "aliases { serial0 = &uart1; };",
      new: "aliases { serial0 = &uart1; serial1 = &uart0; };",
      message: "'serial1' of zone 'linux1' names /platform/serial@1fe001e0, which the zone may not use",
      place: "&uart0; };\n\t\t\tchosen {\n\t\t\t\tbootargs = \"earlycon console=ttyS0,115200n8 root="),
    PlanFault(
      name: "one disk for two guests", old: "image = \"/tool/linux2-disk.ext4\";",
      new: "image = \"/tool/linux1-disk.ext4\";",
      message:
        "'/tool/linux1-disk.ext4', the image or interface of a virtio device, is given to zone 'linux2'",
      place:
        "virtio-blk { interrupts = <5>; image = \"/tool/linux1-disk.ext4\"; };\n\t\t\tchosen { bootargs = \"console=hvc0",
      note: "given to 'linux1' here"),
    PlanFault(
      name: "one tree for two guests", old: "hvisor,dtb-filepath = \"/tool/nonroot/linux2.dtb\";",
      new: "hvisor,dtb-filepath = \"/tool/nonroot/linux1.dtb\";",
      message: "the tree '/tool/nonroot/linux1.dtb' is given to zone 'linux2', but zone 'linux1' has it",
      place: "linux2 {", note: "given to 'linux1' here"),
    PlanFault(
      name: "misspelt bootargs",
      old: "chosen { bootargs = \"console=hvc0 root=/dev/vda rootwait rw nohlt\"; };\n\t\t};\n\n\t\tlinux3",
      new: "chosen { bootarg = \"console=hvc0\"; };\n\t\t};\n\n\t\tlinux3",
      message: "nothing reads 'bootarg' of 'chosen' of zone 'linux2'",
      place: "\"console=hvc0\"; };\n\t\t};\n\n\t\tlinux3"),
    PlanFault(
      name: "controller not granted",
      old: "access = <&refclk>, <&rtc>, <&pcie>, <&msi>;\n\t\t\thvisor,msi-vectors = <160 48>;",
      new: "access = <&refclk>, <&rtc>, <&pcie>; /* no msi */",
      message: "/pcie@1a000000 refers to /platform/msi-controller@1fe01140, which zone 'linux2' may not use",
      place: "&pcie>; /* no msi */"),
  ]

  @Test(arguments: faults) func isAnErrorAtItsLine(_ fault: PlanFault) throws {
    let text = try Plans.shipped(replacing: fault.old, with: fault.new)
    let compiled = try Plans.compile(text)
    let build = ZoneBuild(compiled)
    #expect(build.outputs.isEmpty)
    let found = build.diagnostics.filter { $0.severity == .error && $0.message.hasPrefix(fault.message) }
    try #require(found.count == 1, "found: \(build.diagnostics.map(\.message))")
    let range = try #require(found[0].range)
    #expect(compiled.sources.location(of: range).path.hasSuffix("zones.dts"))
    let place = try #require(text.range(of: fault.place))
    let offset = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    let line = text.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
    #expect(compiled.sources.location(of: range).line == line)
    // The range begins with the entry, or with the bracket around it.
    #expect((offset - 1...offset).contains(range.start), "points at \(compiled.sources.text(of: range))")
    if let note = fault.note {
      #expect(found[0].notes.contains { $0.message.hasPrefix(note) && $0.range != nil }, "\(found[0].notes)")
    }
    // One fault is one error, not a chain of them.
    #expect(build.diagnostics.count { $0.severity == .error } == 1, "\(build.diagnostics.map(\.message))")
  }

  @Test func unknownLabelIsAnErrorAtItsLine() throws {
    let text = try Plans.shipped(replacing: "access = <&uart1>, ", with: "access = <&uart7>, ")
    let diagnostics = Plans.diagnostics(of: text)
    let found = try #require(diagnostics.first { $0.diagnostic.message.contains("uart7") })
    let offset = try #require(text.range(of: "&uart7"))
    let line =
      text.utf8.prefix(text.utf8.distance(from: text.startIndex, to: offset.lowerBound))
      .count { $0 == UInt8(ascii: "\n") } + 1
    #expect(found.line == line)
  }

  @Test func typoInAPropertyIsNoticed() throws {
    let compiled = try Plans.compile(
      try Plans.shipped(
        replacing: "hvisor,dtb-filepath = \"/tool/nonroot/linux2",
        with: "hvisor,dtb-path = \"/tool/nonroot/linux2"))
    let build = ZoneBuild(compiled)
    #expect(build.diagnostics.map(\.message) == ["nothing reads the property 'hvisor,dtb-path' of a zone"])
    #expect(build.outputs.count == 4)
  }

  @Test func kernelFileSettlesAddresses() throws {
    let text = try Plans.shipped(
      replacing: "hvisor,entry-point = <0x90000000 0xa0dff000>;", with: "hvisor,kernel = \"vmlinux-linux2\";")
    let compiled = try Plans.compile(text)
    let kernel = ZoneKernel(entryPoint: 0x9000_0000_a0e0_1000, linkAddress: 0x9000_0000_a020_0000)
    let build = ZoneBuild(compiled, kernels: ["vmlinux-linux2": kernel])
    #expect(build.diagnostics.isEmpty)
    let file = try #require(build.outputs.first { $0.zone.name == "linux2" }?.hvisorFile)
    #expect(file.text().contains("\"entry_point\": \"0x90000000a0e01000\""))
    let stale = ZoneKernel(entryPoint: 0x9000_0000_a0e0_1000, linkAddress: 0x9000_0000_a040_0000)
    #expect(
      ZoneBuild(compiled, kernels: ["vmlinux-linux2": stale]).diagnostics.map(\.message) == [
        "the plan says link address 0x90000000a0200000, but the kernel has 0x90000000a0400000"
      ])
  }
}
