import DeviceTree

/// What Linux will do with the memory that a tree describes.
public struct Prediction: Sendable {
  /// How the boot ends, as far as the model goes.
  public enum Outcome: Hashable, Sendable {
    /// Nothing stops it.
    case boots
    /// Linux panics with this message.
    case panics(String)
  }

  /// How the boot ends under the most likely facts.
  public var outcome: Outcome
  /// What the model knew of the kernel.
  public var facts: [StatedFact]
  /// Operations on memblock up to and including the reserved-memory scan, in order.
  public var events: [BootEvent]
  /// Operations up to the scan that did not find a slot, in order; the last is the one that Linux panics of, if it does.
  public var failedOperations: [FailedOperation]
  /// Operations behind the scan, in order, up to `memblock_free_all` or the first that is not known.
  ///
  /// They always include Linux's copy of the tree, the region table, reservations undone by handlers, and the
  /// kernel image added as memory. What Linux allocates besides depends on its build; `isIOMemComplete` is
  /// false where that is not known.
  public var eventsAfterScan: [BootEvent]
  /// The first of `events` that Linux logs, for `memblock=debug` counts from where it stands on the command line; nil
  /// if it is not there.
  public var firstLoggedEvent: Int?
  /// One verdict per entry of `reg`, in tree order; dynamic nodes once.
  public var regions: [RegionVerdict]
  /// The lines of /proc/iomem for memory and no-map regions; where it is complete, also those inside: the
  /// kernel's parts, crash kernels, and all that is reserved.
  ///
  /// Devices are not in it. If Linux panics it is empty.
  public var iomem: [IOMemLine]
  /// All that Linux allocates after the scan is known, so `iomem` has all lines for memory; a remark says
  /// what is missing otherwise.
  public var isIOMemComplete: Bool
  /// What Linux prints, in order, and what the model assumed.
  public var messages: [BootMessage]
  /// Memblock as it stands when the scan ends, or where Linux panics.
  public var memblock: Memblock
  /// What the names of the regions point to after boot.
  public var blob: BlobLifetime
  /// Bounds on what Linux takes after the scan, where the sizes of its build are not known; nil where they are, where
  /// Linux panics, and for arm64 and riscv64, whose later allocations are not modelled.
  public var laterUse: LaterUse?
  /// How many times the model was run, to try facts that are not known.
  public var runs: Int

  /// The verdicts of a kind.
  public func regions(_ kind: RegionVerdict.Kind) -> [RegionVerdict] { regions.filter { $0.verdict == kind } }
}
