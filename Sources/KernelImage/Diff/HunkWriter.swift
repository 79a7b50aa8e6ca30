/// Writes the changed places of two texts with the lines around them.
struct HunkWriter {
  let table: LineTable
  let matching: LineMatching
  let oldText: [UInt8]
  let newText: [UInt8]
  private var result: [UInt8] = []

  /// Unchanged lines shown before and behind a change.
  private static let context = 3

  init(table: LineTable, matching: LineMatching, oldText: [UInt8], newText: [UInt8]) {
    self.table = table
    self.matching = matching
    self.oldText = oldText
    self.newText = newText
  }

  /// All hunks, in order.
  mutating func hunks() -> [UInt8] {
    var open: [LineChange] = []
    for change in LineChange.all(table, matching) {
      if let last = open.last, change.old.lowerBound - last.old.upperBound > 2 * Self.context {
        write(open)
        open = []
      }
      open.append(change)
    }
    write(open)
    return result
  }

  private mutating func write(_ changes: [LineChange]) {
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
