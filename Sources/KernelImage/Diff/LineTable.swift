/// Two texts as numbers, one a line, so that comparing two lines is comparing two numbers.
struct LineTable {
  /// A text's lines with their line ends, as indices into it.
  let oldLines: [Range<Int>]
  let newLines: [Range<Int>]
  /// For each line the number of its contents: equal lines have equal numbers in both texts.
  let old: [Int32]
  let new: [Int32]

  init(_ oldText: [UInt8], _ newText: [UInt8]) {
    var numbers: [ArraySlice<UInt8>: Int32] = [:]
    (oldLines, old) = Self.read(oldText, &numbers)
    (newLines, new) = Self.read(newText, &numbers)
  }

  private static func read(
    _ text: [UInt8], _ numbers: inout [ArraySlice<UInt8>: Int32]
  ) -> ([Range<Int>], [Int32]) {
    var ranges: [Range<Int>] = []
    var lines: [Int32] = []
    for line in TextLines(text) {
      let range = line.content.lowerBound..<line.end
      let next = Int32(truncatingIfNeeded: numbers.count)
      let number = numbers[text[range], default: next]
      if number == next { numbers[text[range]] = next }
      ranges.append(range)
      lines.append(number)
    }
    return (ranges, lines)
  }
}
