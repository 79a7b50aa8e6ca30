public import DeviceTree

/// What UEFI tells Linux of memory: its map, and what its tables keep.
public struct EFIInformation: Hashable, Sendable {
  /// A table of UEFI's that Linux reserves where it lies.
  public enum Table: String, Hashable, Sendable {
    /// Attributes of the runtime services' memory (`efi_memattr_init`; not on LoongArch, which comes to it
    /// before it has the map).
    case memoryAttributes = "MEMATTR"
    /// The log of the trusted platform module (`efi_tpm_eventlog_init`).
    case tpmLog = "TPMEventLog"
    /// What that module logged after the boot services ended.
    case tpmFinalLog = "TPMFinalLog"
    /// A list of reservations for the next kernel, and what it lists (`efi_config_parse_tables`).
    case memoryReservations = "MEMRESERVE"
    /// The firmware's own resources (`efi_esrt_init`), reserved where they lie in boot services data.
    case systemResources = "ESRT"
    /// The memory map itself (`efi_init`; on LoongArch since 7.0).
    case memoryMap = "MEMMAP"
  }

  /// A table and where it lies.
  public struct Reservation: Hashable, Sendable {
    /// Which table.
    public var table: Table
    /// Where it lies.
    public var range: MemoryRange

    /// Makes a reservation.
    public init(_ table: Table, _ range: MemoryRange) {
      self.table = table
      self.range = range
    }
  }

  /// A table whose size nothing tells.
  public struct UnsizedTable: Hashable, Sendable {
    /// Which table.
    public var table: Table
    /// Where it begins.
    public var address: UInt64
  }

  /// The memory map, in the firmware's order; empty if the firmware hands over none, as QEMU for LoongArch does
  /// with `-kernel`.
  public var memoryMap: [EFIMemoryDescriptor] = []
  /// Tables that Linux reserves.
  public var reservations: [Reservation] = []
  /// The picture memory that the firmware set up (`lfb_base` of `screen_info`).
  public var frameBuffer: MemoryRange?
  /// The firmware hands over ACPI tables.
  public var hasACPI = false
  /// Tables that Linux reserves, and whose size nothing tells.
  public var tablesOfUnknownSize: [UnsizedTable] = []

  /// Makes one that says nothing.
  public init() {}

  /// The entry that holds an address (`efi_mem_desc_lookup`).
  ///
  /// Complexity: O(entries).
  func descriptor(holding address: UInt64) -> EFIMemoryDescriptor? {
    memoryMap.first { $0.range.contains(address) }
  }
}
