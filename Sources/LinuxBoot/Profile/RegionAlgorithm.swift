/// How one version of Linux treats /reserved-memory: a set of features, not a version number, since stable
/// releases of one series differ (`drivers/of/of_reserved_mem.c`, `drivers/of/fdt.c`).
public struct RegionAlgorithm: Hashable, Sendable {
  /// A part of `early_init_fdt_scan_reserved_mem`.
  public enum Step: Hashable, Sendable {
    /// Nodes with `reg`.
    case staticRegions
    /// Nodes with `size`.
    case dynamicRegions
    /// `/memreserve/`.
    case memoryReservations
    /// `linux,elfcorehdr` of /chosen.
    case elfCoreHeader
  }

  /// When nodes with `reg` enter the table.
  public enum SaveTime: Hashable, Sendable {
    /// While they are reserved, from the blob that Linux booted with.
    case duringScan
    /// In `unflatten_device_tree`, from Linux's copy of the blob.
    case afterCopy
  }

  /// How the table of regions is made.
  public enum Table: Hashable, Sendable {
    /// An array of this many entries for all regions.
    case fixed(slots: Int)
    /// This many entries during the scan, then an array of exactly the number needed.
    case grown(firstSlots: Int)

    /// How many entries there are while dynamic nodes are placed.
    public var firstSlots: Int {
      switch self {
      case .fixed(let slots), .grown(let slots): slots
      }
    }
  }

  /// What is said about entries of `reg` behind the first.
  public enum ExtraEntries: Hashable, Sendable {
    /// Nothing; all are reserved, the first is saved.
    case silentlyReserved
    /// "ignores %d regions"; all are reserved, the first is saved.
    case warnedReserved
    /// "only the first is used"; the others are not reserved.
    case unused
  }

  /// When regions are compared with each other.
  public enum OverlapCheck: Hashable, Sendable {
    /// Before dynamic regions are placed, when these stand in the table without an address.
    case beforeDynamicRegions
    /// After all regions are saved.
    case afterSaving
  }

  /// The parts of the scan in order.
  public var order: [Step]
  /// How the table of regions is made.
  public var table: Table
  /// When nodes with `reg` are saved in it.
  public var savesStaticRegions: SaveTime
  /// `reserved_mem.name` of a node with `reg` points into the blob that Linux booted with.
  public var staticNamesInOriginalBlob: Bool
  /// `reserved_mem.name` of a node with `size` points into the blob that Linux booted with.
  public var dynamicNamesInOriginalBlob: Bool
  /// Which entries of a `reg` count.
  public var extraEntries: ExtraEntries
  /// A `reg` or `alloc-ranges` that is no whole number of entries is reported, not taken for absent in silence.
  public var reportsBadReg: Bool
  /// A first entry of size 0 is saved, though not reserved.
  public var savesEmptyRegions: Bool
  /// "reserved region for node" is printed.
  public var printsReserved: Bool
  /// When overlaps are reported.
  public var overlapCheck: OverlapCheck
  /// Says so when the tree has no /reserved-memory.
  public var reportsMissingNode: Bool
  /// More dynamic nodes than the list of them holds are passed over with a message; else they overrun it.
  public var boundsDynamicNodes: Bool
  /// A full memblock array makes Linux panic rather than return an error.
  public var panicsWhenMemblockIsFull: Bool
  /// `no-map` with `reusable` makes both handlers of `shared-dma-pool` fail, which undoes the reservation.
  public var undoesReusableNoMap: Bool
  /// "ADDRESS..ADDRESS (SIZE KiB) map reusable NAME" is printed for each region.
  public var printsRegions = true
  /// Messages of the scan come from `drivers/of/fdt.c` and begin with "OF: fdt: ".
  public var scansInFDTFile = false
  /// Regions of one address and size are sorted by their place in the tree; else as heapsort leaves them.
  public var sortsByNode = true
  /// A window of `alloc-ranges` next to a region is searched from that side (`__reserved_mem_alloc_in_range`).
  public var keepsRangesTogether = true
  /// A `linux,cma-default` pool is looked at before it is reserved, and passed over if `cma=` is given
  /// (`fdt_validate_reserved_mem_node`); else it is undone.
  public var validatesFirst = false
  /// A region whose handler failed stays in the table.
  public var keepsFailedRegions = true
  /// `sizeof(struct reserved_mem)` of a 64-bit kernel, in bytes.
  public var entrySize: UInt64 = 48
}
