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

  /// The zone of root Linux.
  public var rootZone: Zone? { zones.first(where: \.isRoot) }
  /// All other zones.
  public var guests: [Zone] { zones.filter { !$0.isRoot } }
}

/// The hypervisor's domain: its memory, and what it does for every zone of the board.
public struct Hypervisor: Sendable {
  /// Where its domain stands.
  public var range: SourceRange?
  /// The memory that is its own: image, per-cpu data, pool.
  public var memory: [Located<MemoryRange>]
  /// The controller at which a zone's virtio interrupts arrive.
  public var interruptController: DeviceTree.NodeID?
  /// Where the first virtio device of a guest stands.
  public var virtioBase: UInt64?
  /// Memory that every guest sees beside its own.
  public var guestMemory: [GuestMemory]
  /// I/O that every guest sees beside its devices.
  public var guestIO: [MemoryRange]

  /// Physical memory that a guest sees at an address of its own.
  public struct GuestMemory: Sendable, Hashable {
    /// The physical address.
    public var physical: UInt64
    /// The address that the guest uses.
    public var guest: UInt64
    /// Bytes.
    public var size: UInt64
  }
}

/// Memory that several zones see at the same address.
public struct SharedWindow: Sendable {
  /// The name of its node in the plan.
  public var name: String
  /// The memory.
  public var memory: Located<MemoryRange>
  /// The names of the zones that see it.
  public var members: [Located<String>]
}
