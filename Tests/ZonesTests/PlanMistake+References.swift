import Foundation

extension PlanMistake {
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
}
