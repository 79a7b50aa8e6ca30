public import DeviceTree
public import LinuxBoot

/// One stretch of the drawing.
public struct Stretch: Hashable, Sendable {
  /// Where it lies.
  public let range: MemoryRange
  /// What it is.
  public let kind: MemoryMap.Kind
  /// What lies there: "kernel image", or a region's name.
  public let label: String
  /// What is to jump to the eye beside the label: "refused", "reserved, no-map"; empty for ordinary memory.
  public let tag: String
  /// A few lines below the label, where something is wrong.
  public let remarks: [String]
  /// All that is known of it, a line each.
  public let details: [String]
  /// The node of a region.
  public let node: DeviceTree.NodeID?
}

/// A piece of memory that Linux knows.
public struct Bank: Hashable, Sendable {
  /// Where it lies.
  public let range: MemoryRange
}

/// A verdict as a row of a table.
public struct RegionRow: Hashable, Sendable {
  /// The verdict's name.
  public let verdict: RegionVerdict.Kind
  /// The node's name.
  public let name: String
  /// First and last address, or that there is none.
  public let place: String
  /// The size in words.
  public let size: String
  /// How Linux is to keep it: "no-map" or "mapped".
  public let manner: String
  /// Why the verdict is as it is, and what follows; empty where all is well.
  public let causes: [String]
  /// The stretches that it covers, as indices.
  public let stretches: Range<Int>
}

/// An operation on memory as a row of a table.
public struct EventRow: Hashable, Sendable {
  /// What is done.
  public let operation: BootEvent.Operation
  /// First and last address.
  public let place: String
  /// The size in words.
  public let size: String
  /// Why.
  public let why: String
  /// The kernel function that does it.
  public let by: String
  /// The stretches that it covers, as indices.
  public let stretches: Range<Int>
}
