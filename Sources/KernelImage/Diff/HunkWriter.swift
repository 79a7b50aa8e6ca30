/// Writes the changed places of two texts with the lines around them.
struct HunkWriter {
  let table: LineTable
  let matching: LineMatching
  let oldText: [UInt8]
  let newText: [UInt8]
  private var result: [UInt8] = []

  /// Unchanged lines shown before and behind a change.
  private static let context = 3

  /// A stretch of both texts that differs, or that is shown.
  private struct Stretch {
    var old: Range<Int>
    var new: Range<Int>
  }

  init(table: LineTable, matching: LineMatching, oldText: [UInt8], newText: [UInt8]) {
    self.table = table
    self.matching = matching
    self.oldText = oldText
    self.newText = newText
  }

  /// All hunks, in order.
  mutating func hunks() -> [UInt8] {
    var open: [Stretch] = []
    for change in changes() {
      if let last = open.last, change.old.lowerBound - last.old.upperBound > 2 * Self.context {
        write(open)
        open = []
      }
      open.append(change)
    }
    write(open)
    return result
  }

  /// The stretches that differ; between two of them lies at least one equal line.
  private func changes() -> [Stretch] {
    var changes: [Stretch] = []
    var old = 0
    var new = 0
    while old < table.old.count || new < table.new.count {
      let start = (old, new)
      while old < table.old.count, matching.isRemoved[old] { old += 1 }
      while new < table.new.count, matching.isInserted[new] { new += 1 }
      if start != (old, new) { changes.append(Stretch(old: start.0..<old, new: start.1..<new)) }
      // Equal lines come in pairs, so both sides move together.
      while old < table.old.count, new < table.new.count, !matching.isRemoved[old], !matching.isInserted[new]
      {
        old += 1
        new += 1
      }
    }
    return changes
  }

  private mutating func write(_ changes: [Stretch]) {
    guard let first = changes.first, let last = changes.last else { return }
    let before = min(Self.context, first.old.lowerBound)
    let behind = min(Self.context, table.old.count - last.old.upperBound)
    let old = (first.old.lowerBound - before)..<(last.old.upperBound + behind)
    let new = (first.new.lowerBound - before)..<(last.new.upperBound + behind)
    result += Array("@@ -\(Self.position(old)) +\(Self.position(new)) @@\n".utf8)
    var position = old.lowerBound
    for change in changes {
      write(position..<change.old.lowerBound, of: table.oldLines, in: oldText, mark: UInt8(ascii: " "))
      write(change.old, of: table.oldLines, in: oldText, mark: UInt8(ascii: "-"))
      write(change.new, of: table.newLines, in: newText, mark: UInt8(ascii: "+"))
      position = change.old.upperBound
    }
    write(position..<old.upperBound, of: table.oldLines, in: oldText, mark: UInt8(ascii: " "))
  }

  /// First line and number of lines; an empty range is named by the line before it.
  private static func position(_ range: Range<Int>) -> String {
    let start = range.isEmpty ? range.lowerBound : range.lowerBound + 1
    return range.count == 1 ? "\(start)" : "\(start),\(range.count)"
  }

  private mutating func write(_ lines: Range<Int>, of ranges: [Range<Int>], in text: [UInt8], mark: UInt8) {
    for line in ranges[lines] {
      result.append(mark)
      result += text[line]
      if text[line].last != UInt8(ascii: "\n") { result += Array("\n\\ No newline at end of file\n".utf8) }
    }
  }
}
