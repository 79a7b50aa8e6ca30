import DTS
import DeviceTree
import Foundation
import SourceDiagnostics
import Testing
import Zones

/// A plan or board with one mistake in it, and all that is said about it.
struct PlanMistake: Sendable, CustomTestStringConvertible {
  typealias Change = Plans.Change

  var name: String
  var plan: [Change] = []
  var board: [Change] = []
  /// The start of each message, in order; a warning begins with "warning: ".
  var said: [String]
  /// Text that the first message's place begins with.
  var place: String

  var testDescription: String { name }
}

/// Where the changes of the tests go.
private enum Line {
  static let memory1 = "memory = <0x0 0xc0000000 0x0 0x20000000>;"
  static let memory2 = "memory = <0x0 0xa0000000 0x0 0x20000000>;"
  static let link1 = "hvisor,link-address = <0x90000000 0xc0200000>;"
  static let entry1 = "hvisor,entry-point = <0x90000000 0xc0dff000>;"
  static let access1 = "access = <&uart1>, <&rtc>"
  static let vectors2 = "<&pcie>, <&msi>;\n\t\t\thvisor,msi-vectors = <160 48>;"
  static let console1 =
    "virtio-console { interrupts = <4>; };\n\t\t\tvirtio-blk { interrupts = <5>; image = \"/tool/linux1"
  static let args1 = "root=/dev/vda rootwait rw nohlt\";\n\t\t\t\tstdout-path = \"serial0:115200n8\";"
  static let refclk = "refclk: clock-ref-100m {"
  static let uart1 = "interrupts = <8 IRQ_TYPE_LEVEL_HIGH>;"
  static let guestRAM = "<0x0 0x00001000 0x0 0x00000000 0x0 0x10000>"
}

@Suite struct PlanFindingTests {
  static let memory: [PlanMistake] = [
    PlanMistake(
      name: "root cells too few for the plan",
      board: [
        .init(
          "#address-cells = <2>;\n\t#size-cells = <2>;\n\tcompatible",
          "#address-cells = <1>;\n\t#size-cells = <1>;\n\tcompatible"
        )
      ], said: ["0x160000000-0x16fffffff does not fit the 1 address and 1 size cells"],
      place: "0x1 0x60000000"),
    PlanMistake(
      name: "root cells beyond all measure",
      board: [
        .init(
          "#address-cells = <2>;\n\t#size-cells = <2>;\n\tcompatible",
          "#address-cells = <0x0fffffff>;\n\t#size-cells = <2>;\n\tcompatible")
      ],
      said: ["'#address-cells' of / is not 1 or 2"], place: "#address-cells = <0x0fffffff>"),
    PlanMistake(
      name: "cells of /domains", plan: [.init("domains {", "domains { #size-cells = <0>;")],
      said: ["'#size-cells' of /domains is not 1 or 2"], place: "#size-cells = <0>"),
    PlanMistake(
      name: "RAM over devices",
      plan: [.init("<0x0 0x90000000 0x0 0x10000000>", "<0x0 0x10000000 0x0 0x80000000>")],
      said: ["zone 'zone0' and every guest's I/O both have 0x10000000-0x10000fff"], place: "0x0 0x10000000"),
    PlanMistake(
      name: "RAM over what every guest is given",
      plan: [.init("<0x0 0x00200000 0x0 0x0ee00000>", "<0x0 0x0 0x0 0x0f000000>")],
      said: ["zone 'zone0' and every guest both have 0x1000-0x10fff"], place: "0x0 0x0 0x0 0x0f000000"),
    PlanMistake(
      name: "board's guest RAM over a guest",
      board: [.init(Line.guestRAM, "<0x0 0xa0000000 0x0 0xc0000000 0x0 0x10000>")],
      said: ["zone 'linux2' and every guest both have 0xa0000000-0xa000ffff"], place: "0x0 0xa0000000"),
    PlanMistake(
      name: "board's guest RAM seen where a guest's is",
      board: [.init(Line.guestRAM, "<0x0 0x00001000 0x0 0xc0000000 0x0 0x10000>")],
      said: ["zone 'linux1' and every guest's memory both have 0xc0000000-0xc000ffff"],
      place: "0x0 0xc0000000"),
    PlanMistake(
      name: "board's guest RAM in no whole pages",
      board: [.init(Line.guestRAM, "<0x0 0x1234 0x0 0x0 0x0 0x10>")],
      said: ["0x1234-0x1243 is not made of whole 4 KiB pages"], place: "0x0 0x1234"),
    PlanMistake(
      name: "half pages that also overlap",
      plan: [.init(Line.memory2, "memory = <0x0 0xa0000000 0x0 0x20000800>;")],
      said: ["0xa0000000-0xc00007ff is not made of whole 4 KiB pages"], place: "0x0 0xa0000000"),
    PlanMistake(
      name: "nothing of the hypervisor's",
      plan: [.init(Line.memory1, "memory = <0x0 0xc0000000 0x0 0x20000000>, <0x1 0xf1000000 0x0 0x0>;")],
      said: ["zone 'linux1' is given a range of 0 bytes"], place: "0x1 0xf1000000"),
    PlanMistake(
      name: "past the last address",
      plan: [
        .init(Line.memory1, "memory = <0x0 0xc0000000 0x0 0x20000000>, <0xffffffff 0xfffff000 0x0 0x1000>;")
      ],
      said: ["the range reaches past the last address"], place: "0xffffffff 0xfffff000"),
    PlanMistake(
      name: "hypervisor without memory", board: [.init("memory = <0x1 0xf0000000 0x0 0x05000000>;", "")],
      said: ["the hypervisor's domain 'hypervisor' has no memory"], place: "hypervisor: hypervisor"),
    PlanMistake(
      name: "two hypervisors",
      board: [
        .init(
          "hypervisor: hypervisor {",
          "hv2 { compatible = \"hvisor,hypervisor\"; memory = <1 0 0 0x1000>; };\n\t\thypervisor: hypervisor {"
        )
      ],
      said: ["'hypervisor' is a second domain of the hypervisor"], place: "hypervisor: hypervisor"),
    PlanMistake(
      name: "virtio in RAM", board: [.init("<0x0 0x30001000>", "<0x0 0xc0001000>")],
      said: [
        "virtio-console of zone 'linux1' and zone 'linux1' both have",
        "virtio-blk of zone 'linux1' and zone 'linux1' both have",
      ],
      place: "virtio-console"),
    PlanMistake(
      name: "virtio on no page", board: [.init("<0x0 0x30001000>", "<0x0 0x30001234>")],
      said: ["virtio devices cannot begin at 0x30001234"], place: "0x0 0x30001234"),
    PlanMistake(
      name: "virtio past the end", board: [.init("<0x0 0x30001000>", "<0xffffffff 0xfffff000>")],
      said: ["2 virtio devices from 0xfffffffffffff000 on reach past the last address"], place: "0xffffffff"),
  ]

  static let devices: [PlanMistake] = [
    PlanMistake(
      name: "cpus in access", plan: [.init(Line.access1, "access = <&uart1>, <&cpus>, <&rtc>")],
      said: ["'access' lists /cpus, which is no device"], place: "&cpus>"),
    PlanMistake(
      name: "cpu in access", plan: [.init(Line.access1, "access = <&uart1>, <&cpu0>, <&rtc>")],
      said: ["'access' lists /cpus/cpu@0, which is no device"], place: "&cpu0>"),
    PlanMistake(
      name: "hypervisor in access", plan: [.init(Line.access1, "access = <&uart1>, <&hypervisor>, <&rtc>")],
      said: ["'access' lists /domains/hypervisor, which is a part of the plan"], place: "&hypervisor>"),
    PlanMistake(
      name: "bus in access", plan: [.init(Line.access1, "access = <&uart1>, <&platform>, <&rtc>")],
      said: ["'access' lists /platform, which is a bus"], place: "&platform>"),
    PlanMistake(
      name: "shareable bus in access", plan: [.init(Line.access1, "access = <&uart1>, <&platform>, <&rtc>")],
      board: [.init("platform: platform {", "platform: platform {\n\t\thvisor,shareable;")],
      said: ["'access' lists /platform, which is a bus"], place: "&platform>"),
    PlanMistake(
      name: "device inside another's",
      plan: [
        .init(Line.access1, "access = <&uart1>, <&i2c>, <&rtc>"),
        .init("<&rtc>, " + Line.vectors2, "<&eep>, <&rtc>, " + Line.vectors2),
      ],
      board: [
        .init(
          Line.refclk,
          "i2c: i2c@10090000 { reg = <0 0x10090000 0 0x100>; #address-cells = <1>; #size-cells = <0>; eep: eeprom@50 { reg = <0x50>; }; };\n\t\t"
            + Line.refclk)
      ],
      said: [
        "device /platform/i2c@10090000/eeprom@50 is a part of /platform/i2c@10090000, which zone 'linux1' has"
      ],
      place: "&eep>"),
    PlanMistake(
      name: "registers outside of every range",
      board: [.init("reg = <0x0 0x10080000 0x0 0x100>;", "reg = <0x0 0x90080000 0x0 0x100>;")],
      said: ["the registers of /platform/serial@10080000 at 0x90080000 are in none of the 'ranges'"],
      place: "&uart1>"),
    PlanMistake(
      name: "registers at the very end",
      board: [
        .init(
          "<0xfe 0x00000000 0xfe 0x00000000 0x00 0x40000000>;",
          "<0xfe 0 0xfe 0 0 0x40000000>, <0xffffffff 0xfffff000 0xffffffff 0xfffff000 0 0x1000>;"),
        .init("reg = <0x0 0x10080000 0x0 0x100>;", "reg = <0xffffffff 0xfffff000 0x0 0x800>;"),
      ], said: ["the registers of /platform/serial@10080000 at 0xfffffffffffff000 reach past"],
      place: "&uart1>"),
    PlanMistake(
      name: "vectors nobody has",
      plan: [.init(Line.vectors2, "<&pcie>;")],
      said: ["/pcie@1a000000 refers to /platform/msi-controller@1fe01140, which zone 'linux2' may not use"],
      place: "&pcie>;"),
    PlanMistake(
      name: "PCI functions without a bridge", plan: [.init("<&rtc>, " + Line.vectors2, "<&rtc>;")],
      said: ["zone 'linux2' is given PCI functions, but not the bridge"], place: "0x6 0x2 0x0"),
    PlanMistake(
      name: "PCI bus too high", plan: [.init("<0x6 0x2 0x0>", "<0x40 0x2 0x0>")],
      said: ["PCI function 40:02.0 is on a bus beyond those of /pcie@1a000000, 0x0-0x1f"], place: "0x40 0x2"),
    PlanMistake(
      name: "too many PCI functions",
      plan: [.init("<0x6 0x2 0x0>", (0..<33).map { "<7 \($0 / 8) \($0 % 8)>" }.joined(separator: ", "))],
      said: ["zone 'linux2' is given 33 PCI functions, and hvisor-tool takes 32"], place: "7 4 0>"),
    PlanMistake(
      name: "cells of no cluster", plan: [.init("cpus = <&cpus 0x2 0x0>;", "cpus = <&uart0 0x2 0x0>;")],
      said: ["'cpus' begins with '/platform/serial@1fe001e0'"], place: "&uart0 0x2"),
    PlanMistake(
      name: "two devices in a page",
      plan: [.init("<&rtc>, " + Line.vectors2, "<&uart2>, <&rtc>, " + Line.vectors2)],
      board: [
        .init(
          Line.refclk,
          "uart2: serial@10080100 { compatible = \"ns16550a\"; reg = <0 0x10080100 0 0x100>; };\n\t\t"
            + Line.refclk)
      ],
      said: [
        "warning: /platform/serial@10080100 of zone 'linux2' and /platform/serial@10080000 of zone 'linux1' lie in one"
      ],
      place: "&uart2>"),
  ]

  static let references: [PlanMistake] = [
    PlanMistake(
      name: "another zone's cpu",
      board: [.init(Line.uart1, Line.uart1 + " interrupt-affinity = <&cpu1>, <&cpu2>;")],
      said: [
        "'interrupt-affinity' of /platform/serial@10080000 refers to /cpus/cpu@2, which zone 'linux1' does not have"
      ],
      place: "&cpu2>"),
    PlanMistake(
      name: "another zone's cpu by path",
      board: [.init(Line.uart1, Line.uart1 + " affinity = <&{/cpus/cpu@0}>;")],
      said: ["'affinity' of /platform/serial@10080000 refers to /cpus/cpu@0"], place: "&{/cpus/cpu@0}"),
    PlanMistake(
      name: "phandle in chosen", plan: [.init(Line.args1, Line.args1 + " foo = <&uart0>;")],
      said: ["'foo' of zone 'linux1' names /platform/serial@1fe001e0, which the zone may not use"],
      place: "&uart0>"),
    PlanMistake(
      name: "part of the plan in chosen", plan: [.init(Line.args1, Line.args1 + " foo = <&hypervisor>;")],
      said: ["'foo' of zone 'linux1' names /domains/hypervisor"], place: "&hypervisor>"),
    PlanMistake(
      name: "stdout-path of another zone",
      plan: [
        .init(
          Line.args1,
          Line.args1.replacingOccurrences(of: "serial0:115200n8", with: "/platform/serial@1fe001e0"))
      ],
      said: ["stdout-path of zone 'linux1' names '/platform/serial@1fe001e0', which is not in its tree"],
      place: "\"/platform/serial@1fe001e0\""),
    PlanMistake(
      name: "stdout-path of no alias",
      plan: [.init(Line.args1, Line.args1.replacingOccurrences(of: "serial0:", with: "serial9:"))],
      said: ["stdout-path of zone 'linux1' names 'serial9', which is no alias of it"], place: "\"serial9:"),
    PlanMistake(
      name: "alias of nothing",
      plan: [
        .init("aliases { serial0 = &uart1; };", "aliases { serial0 = \"/platform/serial@1fe001e0\"; };")
      ],
      said: ["alias 'serial0' of zone 'linux1' is /platform/serial@1fe001e0, which is not in its tree"],
      place: "\"/platform/serial@1fe001e0\""),
  ]

  static let kernels: [PlanMistake] = [
    PlanMistake(
      name: "linked at the base", plan: [.init(Line.link1, "hvisor,link-address = <0x90000000 0xc0000000>;")],
      said: ["the kernel of zone 'linux1' is linked at the base 0xc0000000 of its memory"],
      place: "0x90000000 0xc0000000"),
    PlanMistake(
      name: "linked too close above the base",
      plan: [.init(Line.link1, "hvisor,link-address = <0x90000000 0xc0001000>;")],
      said: ["the kernel of zone 'linux1' is linked 4 KiB above the base 0xc0000000"],
      place: "0x90000000 0xc0001000"),
    PlanMistake(
      name: "linked on no page", plan: [.init(Line.link1, "hvisor,link-address = <0x90000000 0xc0200123>;")],
      said: ["the kernel of zone 'linux1' is linked at 0x90000000c0200123, which is not the start"],
      place: "0x90000000"),
    PlanMistake(
      name: "entered below its link address",
      plan: [.init(Line.entry1, "hvisor,entry-point = <0x90000000 0xc0000004>;")],
      said: ["the kernel of zone 'linux1' is entered at 0x90000000c0000004, which is not in what is loaded"],
      place: "0x90000000 0xc0000004"),
    PlanMistake(
      name: "entered in another bank",
      plan: [
        .init(Line.memory1, "memory = <0x0 0xc0000000 0x0 0x10000000>, <0x0 0xd8000000 0x0 0x8000000>;"),
        .init(Line.entry1, "hvisor,entry-point = <0x90000000 0xd8dff000>;"),
      ], said: ["the kernel of zone 'linux1' is entered at 0x90000000d8dff000"],
      place: "0x90000000 0xd8dff000"),
    PlanMistake(
      name: "physical link address", plan: [.init(Line.link1, "hvisor,link-address = <0x0 0xc0200000>;")],
      said: ["the kernel of zone 'linux1' is linked at 0xc0200000, which is a physical address"],
      place: "0x0 0xc0200000"),
    PlanMistake(
      name: "address of no window",
      plan: [.init(Line.entry1, "hvisor,entry-point = <0xa0000000 0xc0dff000>;")],
      said: ["the kernel of zone 'linux1' is entered at 0xa0000000c0dff000, which is in no direct window"],
      place: "0xa0000000"),
    PlanMistake(
      name: "RAM lost below the kernel",
      plan: [.init(Line.link1, "hvisor,link-address = <0x90000000 0xc0400000>;")],
      said: ["warning: zone 'linux1' loses 4 MiB of RAM below its kernel"], place: "0x90000000 0xc0400000"),
  ]

  static let names: [PlanMistake] = [
    PlanMistake(
      name: "zone with a unit address",
      plan: [
        .init("linux3 {\n\t\t\tcompatible", "linux3@5 {\n\t\t\tcompatible"),
        .init("\"linux1\", \"linux3\"", "\"linux1\", \"linux3@5\""),
      ],
      said: ["the name of zone 'linux3@5' has a unit address"], place: "linux3@5 {"),
    PlanMistake(
      name: "window with a unit address", plan: [.init("linux1-linux2 {", "win@140800000 {")],
      said: ["the name of window 'win@140800000' has a unit address"], place: "win@140800000"),
    PlanMistake(
      name: "zone described twice",
      plan: [
        .init("linux3 {\n\t\t\tcompatible", "linux2 {\n\t\t\tcompatible"),
        .init("\"linux1\", \"linux3\"", "\"linux1\", \"linux2\""),
      ],
      said: ["zone 'linux2' is described a second time"],
      place: "linux2 {\n\t\t\tcompatible = \"openamp,domain-v1\", \"hvisor,zone\";\n\t\t\tid = <3>"),
    PlanMistake(
      name: "unread child that is close",
      plan: [
        .init(
          "chosen { bootargs = \"console=hvc0 root=/dev/vda rootwait rw nohlt\"; };\n\t\t};\n\n\t\tlinux3",
          "choosen { bootargs = \"\"; };\n\t\t};\n\n\t\tlinux3")
      ],
      said: ["nothing reads the node 'choosen' of a zone"], place: "choosen"),
    PlanMistake(
      name: "virtioblk",
      plan: [
        .init(
          "virtio-blk { interrupts = <5>; image = \"/tool/linux1-disk.ext4\"; };",
          "virtioblk { interrupts = <5>; };")
      ],
      said: ["nothing reads the node 'virtioblk' of a zone"], place: "virtioblk"),
    PlanMistake(
      name: "unknown kind of virtio",
      plan: [.init(Line.console1, "virtio-consle { interrupts = <6>; };\n" + Line.console1)],
      said: ["hvisor serves no virtio device of the kind 'consle'"], place: "virtio-consle"),
    PlanMistake(
      name: "property of virtio",
      plan: [.init("image = \"/tool/linux1-disk.ext4\"", "imgae = \"/tool/linux1-disk.ext4\"")],
      said: ["nothing reads the property 'imgae' of virtio-blk"], place: "imgae"),
    PlanMistake(
      name: "disk without image", plan: [.init("image = \"/tool/linux1-disk.ext4\";", "")],
      said: ["'virtio-blk' does not say its image"], place: "virtio-blk"),
    PlanMistake(
      name: "property of the hypervisor", board: [.init("hvisor,guest-io", "hvisor,guest-oi")],
      said: ["nothing reads the property 'hvisor,guest-oi' of the hypervisor's domain"],
      place: "hvisor,guest-oi"),
    PlanMistake(
      name: "property of a window",
      plan: [.init("members = \"linux1\", \"linux2\";", "member = \"linux1\", \"linux2\";")],
      said: ["nothing reads the property 'member' of a window"], place: "member ="),
    PlanMistake(
      name: "property of /domains", plan: [.init("domains {", "domains { colour = \"blue\";")],
      said: ["warning: nothing reads the property 'colour' of /domains"], place: "colour"),
    PlanMistake(
      name: "kind of zone",
      plan: [
        .init(
          "linux2 {\n\t\t\tcompatible = \"openamp,domain-v1\", \"hvisor,zone\";",
          "linux2 {\n\t\t\tcompatible = \"openamp,domain-v1\", \"hvisor,zon\";")
      ],
      said: ["'compatible' says 'hvisor,zon', which is no kind of zone"],
      place: "compatible = \"openamp,domain-v1\", \"hvisor,zon\""),
    PlanMistake(
      name: "guest with the virtio service",
      plan: [.init(Line.console1, "virtio-backend { interrupts = <9>; };\n" + Line.console1)],
      said: ["'virtio-backend' is out of place"], place: "virtio-backend { interrupts = <9>"),
    PlanMistake(
      name: "virtio of root Linux",
      plan: [
        .init(
          "virtio-backend { interrupts = <4>; };",
          "virtio-backend { interrupts = <4>; }; virtio-gpu { interrupts = <7>; };")
      ],
      said: ["'virtio-gpu' is out of place"], place: "virtio-gpu"),
    PlanMistake(
      name: "root zone as a guest", plan: [.init("\"hvisor,root-zone\"", "\"hvisor,zone\"")],
      said: ["'virtio-backend' is out of place"], place: "virtio-backend"),
    PlanMistake(
      name: "root zone's id", plan: [.init("id = <0>;", "id = <5>;")], said: ["the root zone has id 5"],
      place: "5>"),
    PlanMistake(
      name: "text for a number", plan: [.init("id = <2>;", "id = \"2\";")],
      said: ["'id' has 2 bytes, no cells, where one number"], place: "id = \"2\""),
    PlanMistake(
      name: "two interrupts",
      plan: [.init(Line.console1, Line.console1.replacingOccurrences(of: "<4>", with: "<4 4>"))],
      said: ["'interrupts' has 2 cells where one number must stand"], place: "interrupts = <4 4>"),
    PlanMistake(
      name: "wrong cells", plan: [.init(Line.memory2, "memory = <0xa0000000 0x20000000>;")],
      said: ["'memory' has 2 cells where entries of 2 cells address and 2 cells size must stand"],
      place: "memory ="),
    PlanMistake(
      name: "no chosen",
      plan: [
        .init(
          "chosen { bootargs = \"console=hvc0 root=/dev/vda rootwait rw nohlt\"; };\n\t\t};\n\n\t\tlinux3",
          "};\n\n\t\tlinux3")
      ],
      said: ["warning: zone 'linux2' has no 'chosen'"], place: "linux2 {"),
    PlanMistake(
      name: "nobody's window", plan: [.init("members = \"linux1\", \"linux2\";", "")],
      said: ["nobody sees the window 'linux1-linux2'"], place: "linux1-linux2 {"),
    PlanMistake(
      name: "window of one", plan: [.init("members = \"linux1\", \"linux2\";", "members = \"linux1\";")],
      said: ["warning: only zone 'linux1' sees the window 'linux1-linux2'"], place: "\"linux1\";"),
    PlanMistake(
      name: "member twice",
      plan: [.init("members = \"linux1\", \"linux2\";", "members = \"linux1\", \"linux1\";")],
      said: ["window 'linux1-linux2' names zone 'linux1' twice"], place: "\"linux1\";"),
    PlanMistake(
      name: "controller's own line",
      plan: [.init(Line.console1, Line.console1.replacingOccurrences(of: "<4>", with: "<3>"))],
      said: ["interrupt 3 of virtio-console is that of /platform/interrupt-controller@1fe01600"], place: "3>"),
    PlanMistake(
      name: "no line of the cpu",
      plan: [.init(Line.console1, Line.console1.replacingOccurrences(of: "<4>", with: "<13>"))],
      said: ["interrupt 13 of virtio-console is no hardware line of a LoongArch cpu"], place: "13>"),
  ]

  @Test(arguments: memory + devices + references + kernels + names)
  func isSaidOnceAtItsPlace(_ mistake: PlanMistake) throws {
    let compiled = try Plans.compile(plan: mistake.plan, board: mistake.board)
    let build = ZoneBuild(compiled)
    let said = build.diagnostics.map {
      ($0.severity == .error ? "" : "\($0.severity.rawValue): ") + $0.message
    }
    try #require(said.count == mistake.said.count, "said: \(said)")
    for (message, start) in zip(said, mistake.said) { #expect(message.hasPrefix(start), "said: \(message)") }
    #expect(build.outputs.isEmpty == build.diagnostics.contains { $0.severity == .error })
    for diagnostic in build.diagnostics { #expect(diagnostic.help != nil, "no help: \(diagnostic.message)") }
    let range = try #require(build.diagnostics[0].range)
    let file = compiled.sources[range.file].text
    let there = String(decoding: file[range.start...].prefix(400), as: UTF8.self)
    // The place begins with the entry, or with the bracket or label before it.
    let label = mistake.place.firstRange(of: ": ").map { String(mistake.place[$0.upperBound...]) }
    let places = [mistake.place, "<" + mistake.place] + (label.map { [$0] } ?? [])
    #expect(places.contains { there.hasPrefix($0) }, "points at \(there.prefix(40))")
  }
}
