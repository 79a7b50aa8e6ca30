/// How the addresses on one bus become those of the bus above, prepared for many questions.
public struct BusMap: Sendable {
  /// One entry of `ranges` or `dma-ranges`.
  public struct Window: Hashable, Sendable {
    /// The first address on the bus.
    public var own: BusAddress
    /// The first address on the bus above.
    public var above: BusAddress
    /// How many bytes.
    public var size: UInt64
  }

  /// The entries in their order; none where the addresses are those of the bus above.
  public let windows: [Window]
  /// Whether the property is empty: the addresses are those of the bus above.
  public let isIdentity: Bool
  /// How the bus writes addresses.
  public let format: BusFormat
  /// How the bus above does.
  public let formatAbove: BusFormat

  /// The windows by space and address, and whether some overlap.
  private let sorted: [(space: UInt32, window: Window)]
  private let hasOverlaps: Bool

  /// Reads a bus's mapping; nil for the root and for a bus without the property.
  ///
  /// Throws if the cells of a bus, or the entries, cannot be read.
  /// Complexity: O(n log n) in entries.
  public init?(of bus: DeviceTree.NodeID, in tree: DeviceTree, property name: String = "ranges")
    throws(ReadingError)
  {
    guard let above = tree.parent(of: bus), let property = tree.property(name, of: bus) else { return nil }
    format = try tree.busFormat(of: bus)
    formatAbove = try tree.busFormat(of: above)
    isIdentity = tree.bytes(of: property).isEmpty
    windows = isIdentity ? [] : try Self.windows(of: property, name, bus, format, formatAbove, tree)
    let kind = format.kind
    sorted = windows.map { (kind.space(of: $0.own.flags ?? 0), $0) }.sorted {
      ($0.space, $0.window.own.number) < ($1.space, $1.window.own.number)
    }
    hasOverlaps = zip(sorted, sorted.dropFirst()).contains { a, b in
      a.space == b.space && b.window.own.number - a.window.own.number < a.window.size
    }
  }

  private static func windows(
    of property: DeviceTree.PropertyID, _ name: String, _ bus: DeviceTree.NodeID, _ own: BusFormat,
    _ above: BusFormat, _ tree: DeviceTree
  ) throws(ReadingError) -> [Window] {
    let middle = own.cells.addressCells
    let size = middle + above.cells.addressCells
    let entry = size + own.cells.sizeCells
    guard entry > 0, let cells = tree.cells(of: property), cells.count % entry == 0 else {
      let bytes = tree.bytes(of: property).count
      throw tree.error(.notWholeEntries(bytes: bytes, entry: 4 * entry), name, of: bus)
    }
    var windows: [Window] = []
    for start in stride(from: 0, to: cells.count, by: entry) {
      guard let from = own.address(cells[start..<start + middle]),
        let to = above.address(cells[(start + middle)..<(start + size)]),
        let count = DeviceTree.number(cells[(start + size)..<(start + entry)])
      else { throw tree.error(.beyond64Bits(entry: windows.count), name, of: bus) }
      windows.append(Window(own: from, above: to, size: count))
    }
    return windows
  }

  /// Where a range lies on the bus above; nil if no window holds all of it.
  ///
  /// Of windows that overlap the first in order counts, as in Linux (`of_translate_one`).
  ///
  /// Complexity: O(log n); O(n) where windows overlap.
  public func translate(_ range: BusRange) -> BusRange? {
    if isIdentity {
      // The flags go up with it where the bus above has some (Linux, of_translate_one).
      let flags = formatAbove.kind == .simple ? nil : range.address.flags ?? 0
      return BusRange(BusAddress(range.address.number, flags: flags), size: range.size)
    }
    let space = format.kind.space(of: range.address.flags ?? 0)
    if hasOverlaps {
      for window in windows where format.kind.space(of: window.own.flags ?? 0) == space {
        if let found = Self.move(range, through: window) { return found }
      }
      return nil
    }
    let next = sorted.prefixEnd { ($0.space, $0.window.own.number) <= (space, range.address.number) }
    guard next > 0, sorted[next - 1].space == space else { return nil }
    return Self.move(range, through: sorted[next - 1].window)
  }

  private static func move(_ range: BusRange, through window: Window) -> BusRange? {
    let (offset, below) = range.address.number.subtractingReportingOverflow(window.own.number)
    guard !below, offset < window.size, range.size <= window.size - offset else { return nil }
    let (number, overflow) = window.above.number.addingReportingOverflow(offset)
    guard !overflow else { return nil }
    return BusRange(BusAddress(number, flags: window.above.flags), size: range.size)
  }
}
