public import DeviceTree
public import SourceDiagnostics

/// What a system device tree says about zones: the board, the hypervisor, who gets what, and their windows.
///
/// A plan is read, not yet checked; `ZoneBuild` does that.
public struct ZonePlan: Sendable {
  /// The whole tree of the plan: the board with its `/domains`.
  public var board: DeviceTree
  /// The hypervisor's own domain.
  public var hypervisor: Hypervisor
  /// The zones in the order of the plan.
  public var zones: [Zone]
  /// The windows between zones in the order of the plan.
  public var windows: [SharedWindow]
  /// The names of zones that have errors of their own and are therefore not among `zones`.
  public var unreadableZones: [String] = []
  /// Whether the root zone may be among those.
  public var lacksRootZone = false

  /// The zone of root Linux.
  public var rootZone: Zone? { zones.first(where: \.isRoot) }
  /// All other zones.
  public var guests: [Zone] { zones.filter { !$0.isRoot } }
}

/// The hypervisor's domain: its memory, and what it does for every zone of the board.
public struct Hypervisor: Sendable {
  /// Where its domain stands.
  public var range: SourceRange?
  /// Whether its domain has errors of its own, so that what is missing may be in them.
  public var isFaulty = false
  /// The memory that is its own: image, per-cpu data, pool.
  public var memory: [Located<MemoryRange>]
  /// The controller at which a zone's virtio interrupts arrive.
  public var interruptController: DeviceTree.NodeID?
  /// Where the first virtio device of a guest stands.
  public var virtioBase: Located<UInt64>?
  /// Memory that every guest sees beside its own.
  public var guestMemory: [Located<GuestMemory>]
  /// I/O that every guest sees beside its devices.
  public var guestIO: [Located<MemoryRange>]

  /// Physical memory that a guest sees at an address of its own.
  public struct GuestMemory: Sendable, Hashable {
    /// The physical address.
    public var physical: UInt64
    /// The address that the guest uses.
    public var guest: UInt64
    /// Bytes.
    public var size: UInt64

    /// The physical memory.
    public var range: MemoryRange { MemoryRange(base: physical, size: size) }
    /// The addresses that the guest uses.
    public var guestRange: MemoryRange { MemoryRange(base: guest, size: size) }
  }
}

/// Memory that several zones see at the same address.
public struct SharedWindow: Sendable {
  /// The name of its node in the plan.
  public var name: String
  /// Where its node is named.
  public var range: SourceRange?
  /// The memory.
  public var memory: Located<MemoryRange>
  /// The names of the zones that see it.
  public var members: [Located<String>]
}
