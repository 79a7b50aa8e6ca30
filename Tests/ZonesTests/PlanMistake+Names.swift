import Foundation

extension PlanMistake {
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
}
