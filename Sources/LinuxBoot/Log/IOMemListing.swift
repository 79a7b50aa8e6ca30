import DeviceTree

/// The text of /proc/iomem, as far as it was found.
public struct IOMemListing: Hashable, Sendable {
  /// One line of it, and where it stands.
  public struct Row: Hashable, Sendable {
    /// The line of the file, from 1 on.
    public var line: Int
    /// What it says.
    public var entry: IOMemLine
  }

  /// The lines in order.
  public var rows: [Row] = []

  /// Every address reads as zero: Linux shows them only to root (`kptr_restrict` and CAP_SYS_ADMIN,
  /// kernel/resource.c).
  public var isHidden: Bool {
    !rows.isEmpty && rows.allSatisfy { $0.entry.start == 0 && $0.entry.end == 0 }
  }

  /// The lines about memory: RAM, what is reserved, the kernel's parts; devices are left out.
  public var memory: [Row] {
    let names: Set<String> = [
      "System RAM", "Reserved", "reserved", "Kernel code", "Kernel data", "Kernel bss", "Crash kernel",
    ]
    return rows.filter { names.contains($0.entry.name) }
  }

  /// Takes one more line; false if it begins a listing of its own.
  mutating func append(_ row: Row) -> Bool {
    if row.entry.depth == 0, let last = rows.last(where: { $0.entry.depth == 0 }),
      row.entry.start < last.entry.start
    {
      return false
    }
    rows.append(row)
    return true
  }
}

extension IOMemLine {
  /// Reads "  00200000-0050ffff : Kernel code"; nil for another line.
  init?(_ start: LogCursor) {
    var cursor = start
    cursor.skipBlanks()
    let depth = (cursor.index - start.index) / 2
    guard depth < 16, let dash = cursor.position(of: "-", within: 16), dash - cursor.index >= 8,
      let first = cursor.hex(), cursor.index == dash, cursor.take("-"),
      let end = cursor.position(of: " : ", within: 16), end - cursor.index >= 8,
      let last = cursor.hex(), cursor.index == end, cursor.take(" : "), first <= last, !cursor.isAtEnd
    else { return nil }
    self.init(start: first, end: last, name: cursor.rest, depth: depth)
  }
}
