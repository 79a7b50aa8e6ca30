import DeviceTree

/// What one line of a boot log says, as far as memory is concerned.
public enum LogStatement: Hashable, Sendable {
  /// "Linux version …": the kernel begins; its version and the rest of the banner.
  case version(KernelBanner)
  /// "Kernel command line: …", what the kernel ended up with.
  case commandLine(String)
  /// "Machine model: …", the `model` of the tree that was booted.
  case machineModel(String)
  /// OpenSBI begins, in this version ("1.9").
  case openSBI(String)
  /// "earlycon: NAME at MMIO ADDRESS".
  case earlycon(name: String, address: UInt64)
  /// An operation on memblock (`memblock=debug`).
  case operation(LoggedOperation)
  /// An allocation is asked for (`memblock=debug`); the operation on memblock follows, if there is room.
  case request(LoggedRequest)
  /// A line on a region of /reserved-memory.
  case region(LoggedRegion)
  /// Another line that the model foretells word for word.
  case message(String)
  /// "Kernel panic - not syncing: …", without these words.
  case panic(String)
  /// A size from which the page size follows: a table of so many pages takes so many bytes.
  case pageSize(UInt64)
  /// A stretch of RAM in "Early memory node ranges".
  case memoryRange(MemorySpan)
  /// "Memory: …K/…K available": bytes free and bytes of RAM.
  case available(free: UInt64, total: UInt64)
  /// Linux was started through UEFI ("efi: EFI v2.9 by …").
  case efi(String)
  /// Linux found the tables of ACPI.
  case acpi
  /// A region of memblock in the dump that `memblock=debug` prints behind the scan.
  case dumped(DumpedRegion)
  /// A line that Linux prints only once the scan of /reserved-memory is over.
  case afterScan
}

/// The kernel's first line.
public struct KernelBanner: Hashable, Sendable {
  /// The version, such as "6.11.6" or "7.2.13+deb14-loong64".
  public var release: String
  /// Who built it, with what, and when.
  public var rest: String

  /// The architecture, if the compiler's name says so.
  public var architecture: Architecture? {
    let names: [(String, Architecture)] = [
      ("loongarch64-", .loongarch64), ("loong64", .loongarch64), ("aarch64-", .arm64), ("arm64", .arm64),
      ("riscv64", .riscv64),
    ]
    let text = LogCursor(release + " " + rest)
    return names.first { text.position(of: $0.0) != nil }?.1
  }
}

/// A line of `memblock=debug` about a range (mm/memblock.c).
public struct LoggedOperation: Hashable, Sendable {
  /// What is done; an allocation is logged as the reservation that it ends in.
  public enum Kind: String, Hashable, Sendable {
    /// `memblock_add`.
    case add
    /// `memblock_remove`.
    case remove
    /// `memblock_reserve`.
    case reserve
    /// `memblock_phys_free`, or `memblock_free` before 5.16.
    case free
  }

  /// What is done.
  public var kind: Kind
  /// To which addresses.
  public var span: MemorySpan
  /// The kernel function that does it, without its offset; empty if the line does not say.
  public var function: String
}

/// A line of the dump "MEMBLOCK configuration" (`memblock_dump`, mm/memblock.c).
public struct DumpedRegion: Hashable, Sendable {
  /// It is one of the reservations, not one of memory.
  public var isReserved: Bool
  /// The addresses.
  public var span: MemorySpan
  /// Linux leaves it alone (`MEMBLOCK_NOMAP`).
  public var isNoMap: Bool
}

/// A line of `memblock=debug` about an allocation.
public struct LoggedRequest: Hashable, Sendable {
  /// How many bytes.
  public var size: UInt64
  /// The alignment in bytes.
  public var align: UInt64
  /// The kernel function that asks, without its offset; empty if the line does not say.
  public var function: String
}

/// A line on a region of /reserved-memory (drivers/of/of_reserved_mem.c).
public enum LoggedRegion: Hashable, Sendable {
  /// "failed to reserve memory for node".
  case refused(name: String, base: UInt64)
  /// "reserved region for node".
  case reserved(name: String, base: UInt64)
  /// "allocated memory for … node".
  case placed(name: String, base: UInt64)
  /// "failed to allocate memory for node".
  case unplaced(name: String)
  /// "FIRST..LAST (… KiB) map reusable NAME", printed for every region in the table, refused ones too.
  case listed(name: String, span: MemorySpan, isNoMap: Bool, isReusable: Bool)
  /// "NAME (…--…) overlaps with NAME (…--…)"; the ends are exclusive.
  case overlap(first: String, second: String, at: UInt64)

  /// The node's name.
  public var name: String {
    switch self {
    case .refused(let name, _), .reserved(let name, _), .placed(let name, _), .unplaced(let name),
      .listed(let name, _, _, _), .overlap(let name, _, _):
      name
    }
  }
}
