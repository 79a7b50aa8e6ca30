public import DeviceTree
public import SourceDiagnostics

/// One zone of the plan: what is given to it.
public struct Zone: Sendable {
  /// The name of its node, and of the files made for it.
  public var name: String
  /// Its node in the plan's tree.
  public var node: DeviceTree.NodeID
  /// Where its node is named.
  public var range: SourceRange?
  /// Whether root Linux runs in it.
  public var isRoot: Bool
  /// hvisor's number for it.
  public var id: Located<Int>
  /// Physical cpu numbers, ascending.
  public var cpus: Located<[Int]>
  /// Its own memory, bank by bank.
  public var memory: [Located<MemoryRange>]
  /// The devices it may use, as the plan lists them.
  public var access: [Located<DeviceTree.NodeID>]
  /// Its share of the message-signalled interrupt vectors: first and count.
  public var messageVectors: Located<Range<Int>>?
  /// The PCI functions that are its own.
  public var pciFunctions: [Located<PCIFunction>]
  /// The virtual address its kernel is linked at.
  public var linkAddress: Located<UInt64>?
  /// The virtual address its kernel is entered at.
  public var entryPoint: Located<UInt64>?
  /// The kernel's ELF file on the machine where the plan is built, as the plan writes it.
  public var kernel: Located<String>?
  /// The kernel's file on root Linux.
  public var kernelFilepath: String?
  /// The tree's file on root Linux.
  public var dtbFilepath: String?
  /// The virtio devices that root Linux serves to it.
  public var virtioDevices: [VirtioDevice]
  /// The interrupt with which guests call root Linux's virtio service; root zone only.
  public var backendInterrupt: Located<Int>?
}

/// A PCI function by its place on the bus.
public struct PCIFunction: Hashable, Sendable, CustomStringConvertible {
  /// The bus, 0 to 255.
  public var bus: Int
  /// The device, 0 to 31.
  public var device: Int
  /// The function, 0 to 7.
  public var function: Int

  /// As `lspci` writes it: "06:01.0".
  public var description: String {
    "\(AddressText.digits(bus, atLeast: 2)):\(AddressText.digits(device, atLeast: 2)).\(function)"
  }
}

/// One virtio device of a guest.
public struct VirtioDevice: Sendable {
  /// What hvisor's virtio service calls the kind: "console", "blk", "net", "gpu".
  public var kind: String
  /// Where the guest sees its registers.
  public var registers: MemoryRange
  /// The interrupt it raises.
  public var interrupt: Located<Int>
  /// What stands behind it on root Linux: the image of a disk (a path), the tap device of a network card.
  public var backing: String?
  /// Where its node is named.
  public var range: SourceRange?

  /// The kinds that hvisor's virtio service knows.
  static let kinds = ["console", "blk", "net", "gpu"]
  /// The property of the plan that says what stands behind a device, where a kind needs it.
  static let backing = ["blk": "image", "net": "tap"]

  /// Bytes of the registers of a virtio-mmio device (Virtio 1.2, section 4.2.2, with the space hvisor gives).
  static let registerBytes: UInt64 = 0x200
  /// Bytes between one device and the next.
  static let spacing: UInt64 = 0x1000
}
