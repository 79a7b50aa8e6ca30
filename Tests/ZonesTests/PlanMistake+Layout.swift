extension PlanMistake {
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
      name: "bus without ranges",
      board: [.init("ranges = <0x00 0x10000000 0x00 0x10000000 0x00 0x10000000>,", "rages = <0>,")],
      said: [
        "the registers of /platform/msi-controller@1fe01140 cannot be reached: /platform has no 'ranges'"
      ],
      place: "&msi>"),
    PlanMistake(
      name: "cpus that are not there", plan: [.init("<&cpus 0x8 0x0>", "<&cpus 0x38 0x0>")],
      said: ["the board has no cpu 4, 5"], place: "0x38"),
    PlanMistake(
      name: "cpu without a number", board: [.init("reg = <1>;", "reg = <1 2>;")],
      said: ["the 'reg' of /cpus/cpu@1 is not one number"], place: "reg = <1 2>"),
    PlanMistake(
      name: "nowhere for virtio devices", board: [.init("hvisor,virtio-base = <0x0 0x30001000>;", "")],
      said: ["there is no place for virtio devices"], place: "hypervisor {"),
    PlanMistake(
      name: "address of virtio devices", board: [.init("<0x0 0x30001000>", "<0x30001000>")],
      said: ["'hvisor,virtio-base' has 1 cell where one address of 2 cells must stand"],
      place: "hvisor,virtio-base"),
    PlanMistake(
      name: "the board's reserved memory",
      board: [
        .init("platform: platform {", "reserved-memory { fb: fb { }; };\n\tplatform: platform {"),
        .init(Line.uart1, Line.uart1 + " memory-region = <&fb>;"),
      ],
      said: [
        "'memory-region' of /platform/serial@10080000 refers to /reserved-memory/fb, which zone 'linux1'"
      ],
      place: "&fb>"),
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
}
