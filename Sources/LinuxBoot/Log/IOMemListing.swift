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
  public var memory: [Row] { rows.filter { IOMemLine.memoryNames.contains($0.entry.name) } }

  /// The lines that begin like one about memory and have more behind it that is not told apart from the name, so that
  /// they are not compared.
  public var unclear: [Row] {
    rows.filter { row in
      let name = row.entry.name.utf8
      return !IOMemLine.memoryNames.contains(row.entry.name)
        && IOMemLine.memoryNames.contains { name.starts(with: $0.utf8) }
    }
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
  /// How lines about memory are called (kernel/resource.c and the architectures' setup.c).
  static let memoryNames: Set<String> = [
    "System RAM", "Reserved", "reserved", "Kernel code", "Kernel data", "Kernel bss", "Crash kernel",
  ]

  /// The name without a remark that somebody put behind it: "Reserved -> nonroot".
  ///
  /// Names that go on in brackets, "System RAM (kmem)", are Linux's own.
  private static func withoutRemark(_ text: String) -> String {
    for name in memoryNames where text.utf8.starts(with: name.utf8) {
      let rest = text.utf8.dropFirst(name.utf8.count)
      guard rest.first == 0x20, let next = rest.first(where: { $0 != 0x20 }) else { continue }
      let isLetter = (0x61...0x7a).contains(next | 0x20)
      if !isLetter, next != UInt8(ascii: "(") { return name }
    }
    return text
  }

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
    self.init(start: first, end: last, name: Self.withoutRemark(cursor.rest), depth: depth)
  }
}
