public import DeviceTree

/// One operation on memblock, in the order in which Linux does them.
public struct BootEvent: Hashable, Sendable {
  /// What is done.
  public enum Operation: String, Hashable, Sendable {
    /// Memory is added.
    case add
    /// Memory is taken away.
    case remove
    /// A given range is reserved.
    case reserve
    /// Reservations of a range are lifted.
    case free
    /// A free range is searched and reserved.
    case allocate
    /// Memory is marked as never to be handed out.
    case markNoMap
    /// Memory is made ordinary again.
    case clearNoMap
  }

  /// What is done.
  public var operation: Operation
  /// The range it is done to; for an allocation, the range found.
  public var range: MemoryRange
  /// The kernel function that does it.
  public var by: String
  /// Why, in words that a user can act on.
  public var why: String { reason.text }
  /// The reason, whose text is made when it is asked for.
  var reason: EventText
  /// The fact that the event follows from, if it is one about the kernel.
  public var fact: String?
  /// The node that the event follows from, if there is one.
  public var node: DeviceTree.NodeID?
  /// The property of that node.
  public var property: String?
  /// For an allocation, what was asked for.
  public var asked: AllocationRequest?
}
