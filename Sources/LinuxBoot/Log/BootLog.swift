/// Why a text is no boot log.
public enum BootLogError: Error, Hashable, Sendable {
  /// No line of it is one that Linux prints about memory, and none is one of /proc/iomem.
  case nothingFound
  /// There is no boot of this number.
  case noSuchBoot(number: Int, count: Int)
}

/// What the log of one boot says about memory, line by line.
///
/// It is read from a console, from dmesg or from journalctl: with or without time stamps, levels, host names, carriage
/// returns and escape sequences, with the words of firmware before it and of programs in between.
public struct BootLog: Sendable {
  /// One line that says something.
  public struct Entry: Hashable, Sendable {
    /// The line of the file, from 1 on.
    public var line: Int
    /// What it says.
    public var statement: LogStatement
  }

  /// What was found, in the order of the file.
  public internal(set) var entries: [Entry] = []
  /// The text of /proc/iomem, if the file has it; the last, if it has more than one.
  public var iomem: IOMemListing?
  /// What Linux printed of UEFI's memory map and tables, and the map's first line; nil if it printed no map.
  public internal(set) var efiMap: Logged<EFIInformation>?
  /// The first line that begins like one of UEFI's map and is none; the map lacks it.
  public internal(set) var efiProblem: EFIMapError?
  /// The last line that belongs to this boot.
  public internal(set) var lastLine = 0

  /// All boots that a text holds, in order; never none.
  ///
  /// A boot begins where a kernel prints its version, or with the firmware before. Throws `nothingFound` for a text that
  /// is no log. Complexity: O(n).
  public static func boots(in bytes: [UInt8]) throws(BootLogError) -> [BootLog] {
    var reader = BootLogReader()
    let text = LogText(bytes)
    text.forEachMessage { reader.take($0, of: text.bytes) }
    let boots = reader.finish()
    guard !boots.isEmpty else { throw .nothingFound }
    return boots
  }

  /// The first statement that `body` picks, and its line.
  public func first<Value>(_ body: (LogStatement) -> Value?) -> Logged<Value>? {
    for entry in entries {
      if let value = body(entry.statement) { return Logged(value, line: entry.line) }
    }
    return nil
  }

  /// The kernel's first line.
  public var banner: Logged<KernelBanner>? {
    first { if case .version(let banner) = $0 { banner } else { nil } }
  }

  /// The command line that the kernel ended up with.
  public var commandLine: Logged<String>? {
    first { if case .commandLine(let text) = $0 { text } else { nil } }
  }

  /// The panic that ended the boot; nil if Linux did not panic.
  public var panic: Logged<String>? {
    first { if case .panic(let text) = $0 { text } else { nil } }
  }

  /// Linux was started through UEFI.
  public var efi: Logged<String>? {
    first { if case .efi(let text) = $0 { text } else { nil } }
  }

  /// Linux found ACPI tables; on LoongArch it reads no tree then (`fdt_setup`).
  public var acpi: Logged<Bool>? {
    first { if case .acpi = $0 { true } else { nil } }
  }

  /// The operations on memblock with their lines.
  public var operations: [Logged<LoggedOperation>] {
    entries.compactMap { entry in
      if case .operation(let operation) = entry.statement { Logged(operation, line: entry.line) } else { nil }
    }
  }

  /// Where the log shows for the first time that the scan of /reserved-memory is over; nil if it ends before.
  ///
  /// The text of /proc/iomem does not count: it is often put behind a log that was cut.
  public var endOfScan: Int? { entries.first { $0.statement.isBehindScan }?.line }
}

/// A value and the line of the log that says it.
public struct Logged<Value> {
  /// The value.
  public var value: Value
  /// The line of the file, from 1 on.
  public var line: Int
  /// The file is the text of /proc/iomem, which may be one of its own.
  public var isOfIOMem = false

  /// Makes a value of a line.
  public init(_ value: Value, line: Int) {
    self.value = value
    self.line = line
  }

  /// The line as where a fact comes from.
  public var source: FactSource { isOfIOMem ? .iomem(line) : .log(line) }
}

extension Logged: Sendable where Value: Sendable {}
extension Logged: Equatable where Value: Equatable {}
extension Logged: Hashable where Value: Hashable {}

extension LogStatement {
  /// Whether Linux prints it only once the scan is over.
  var isBehindScan: Bool {
    switch self {
    case .afterScan, .pageSize, .memoryRange, .available, .commandLine, .dumped: true
    // Linux's copy of the tree is the first thing behind the scan: aligned to 64 bytes, as nothing before it is.
    case .request(let request):
      request.function.isEmpty ? request.align == 64 : Self.functionsBehindScan.contains(request.function)
    default: false
    }
  }

  private static let functionsBehindScan: Set<String> = [
    "early_init_dt_alloc_memory_arch", "alloc_reserved_mem_array", "unflatten_device_tree",
    "__unflatten_device_tree", "unflatten_and_copy_device_tree", "copy_device_tree", "alloc_node_data",
    "sparse_init", "sparse_init_nid", "early_pgtable_alloc", "alloc_pte_late", "dma_contiguous_reserve_area",
  ]
}
