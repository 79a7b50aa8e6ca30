/// A place where two texts differ: these lines instead of those.
public struct LineChange: Hashable, Sendable {
  /// The lines that go, counted from 0; empty where some only come.
  public var old: Range<Int>
  /// The lines that come.
  public var new: Range<Int>

  /// The places where two texts differ, in order: those of `UnifiedDiff`, before they are put into hunks.
  ///
  /// Complexity: as that of `UnifiedDiff`.
  public static func all(from old: [UInt8], to new: [UInt8]) -> [LineChange] {
    let table = LineTable(old, new)
    return all(table, LineMatching(table.old, table.new))
  }

  /// The stretches that differ; between two of them lies at least one equal line.
  static func all(_ table: LineTable, _ matching: LineMatching) -> [LineChange] {
    var changes: [LineChange] = []
    var old = 0
    var new = 0
    while old < table.old.count || new < table.new.count {
      let start = (old, new)
      while old < table.old.count, matching.isRemoved[old] { old += 1 }
      while new < table.new.count, matching.isInserted[new] { new += 1 }
      if start != (old, new) { changes.append(LineChange(old: start.0..<old, new: start.1..<new)) }
      // Equal lines come in pairs, so both sides move together.
      while old < table.old.count, new < table.new.count, !matching.isRemoved[old], !matching.isInserted[new]
      {
        old += 1
        new += 1
      }
    }
    return changes
  }
}
