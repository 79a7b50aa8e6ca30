/// The properties and children that a node of the plan may have; everything else is most likely a typo.
struct PlanVocabulary {
  /// The kind of node, as messages call it.
  var what: String
  /// The properties that are read.
  var properties: [String]
  /// The children that are read.
  var children: [String] = []

  static let domains = PlanVocabulary(
    what: "/domains", properties: ["#address-cells", "#size-cells"], children: ["shared-memory"])

  static let zone = PlanVocabulary(
    what: "a zone",
    properties: [
      "compatible", "id", "cpus", "memory", "access", "hvisor,msi-vectors", "hvisor,pci-devices",
      "hvisor,link-address", "hvisor,entry-point", "hvisor,kernel", "hvisor,kernel-filepath",
      "hvisor,dtb-filepath", "phandle",
    ],
    children: ["chosen", "aliases", "virtio-backend"] + VirtioDevice.kinds.map { "virtio-\($0)" })

  static let hypervisor = PlanVocabulary(
    what: "the hypervisor's domain",
    properties: [
      "compatible", "memory", "interrupt-parent", "hvisor,virtio-base", "hvisor,guest-ram", "hvisor,guest-io",
      "phandle",
    ])

  static let sharedMemory = PlanVocabulary(what: "shared-memory", properties: ["phandle"])

  static let window = PlanVocabulary(what: "a window", properties: ["memory", "members", "phandle"])

  static let backend = PlanVocabulary(what: "virtio-backend", properties: ["interrupts", "phandle"])

  /// The vocabulary of a virtio device.
  static func virtio(_ kind: String) -> PlanVocabulary {
    PlanVocabulary(
      what: "virtio-\(kind)",
      properties: ["interrupts"] + (VirtioDevice.backing[kind].map { [$0] } ?? []) + ["phandle"])
  }
}
