import DeviceTree

extension ZoneTreeBuilder {
  /// The node by which hvisor's driver in root Linux learns the interrupt that guests call it with.
  mutating func addVirtioService() {
    guard let interrupt = zone.backendInterrupt else { return }
    let node = tree.addNode("hvisor_virtio_device", to: tree.root)
    tree.set("compatible", to: .string("hvisor"), of: node)
    addInterrupt(interrupt.value, to: node)
  }

  /// A virtio-mmio node for each device that root Linux serves.
  mutating func addVirtioDevices() {
    for device in zone.virtioDevices {
      let node = tree.addNode(AddressText.nodeName("virtio_mmio", at: device.registers.base), to: tree.root)
      tree.set("compatible", to: .string("virtio,mmio"), of: node)
      tree.set("reg", to: list([device.registers]), of: node)
      addInterrupt(device.interrupt.value, to: node)
      tree.set("dma-coherent", to: .empty, of: node)
    }
  }

  private mutating func addInterrupt(_ number: Int, to node: DeviceTree.NodeID) {
    if let controller = plan.hypervisor.interruptController {
      var value = PropertyValue(markers: [ValueMarker(0, .cells(bits: 32))])
      let label = board.tree.labels(of: controller).first
      value.append(phandle: .max, of: label.map { .label($0) } ?? .path(board.tree.path(of: controller)))
      tree.set("interrupt-parent", to: value, of: node)
    }
    tree.set("interrupts", to: .cells([UInt32(truncatingIfNeeded: number)]), of: node)
  }
}
