extension PCIAddressFlags {
  /// Bus, device and function in 16 bits, as `msi-map`, `iommu-map` and the bus itself name the function.
  public var requesterID: UInt32 { rawValue >> 8 & 0xffff }

  /// Which base address register the configuration register is, 0 to 5; nil for any other, the expansion ROM's
  /// (0x30) among them.
  public var baseAddressNumber: Int? {
    guard (0x10...0x24).contains(register), register % 4 == 0 else { return nil }
    return (register - 0x10) / 4
  }
}

/// What a base address register of a PCI function was set to, by firmware or for good.
public struct AssignedAddress: Hashable, Sendable {
  /// The addresses on the PCI bus; `address.pci` says which register, and which space.
  public var bus: BusRange
  /// Where the cpu sees them; for the I/O space, where the host bridge shows it in memory.
  public var cpu: MemoryRange

  /// The base address register, 0 to 5; nil for the expansion ROM.
  public var baseAddressNumber: Int? { bus.address.pci?.baseAddressNumber }
}

extension AddressTranslation {
  /// What a PCI function's base address registers were set to (`assigned-addresses`, IEEE 1275 PCI binding, 4.1.1), in
  /// the order listed; nil if it does not say, or is on no PCI bus.
  ///
  /// Linux takes these for the function's addresses, not its `reg` (`__of_get_address`, 7.2).
  /// Throws if the list cannot be read, or a bus on the way has no mapping for an entry.
  /// Complexity: O(depth × log ranges) an entry.
  public func assignedAddresses(of function: DeviceTree.NodeID) throws(ReadingError) -> [AssignedAddress]? {
    let name = "assigned-addresses"
    guard let bus = tree.parent(of: function), tree.busKind(of: bus) == .pci,
      let entries = try tree.busRanges(of: function, property: name)
    else { return nil }
    var found: [AssignedAddress] = []
    for entry in entries {
      let cpu = try cpuRange(of: entry, on: bus, for: function, property: name)
      found.append(AssignedAddress(bus: entry, cpu: cpu))
    }
    return found
  }
}
