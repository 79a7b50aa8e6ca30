/// Which lines of a long list are shown: long runs of what is in order are folded, so that what is not can be seen.
enum Folding {
  /// One line of the shorter list.
  enum Line {
    /// An element of the list.
    case shown(Int)
    /// Elements in whose place one line stands.
    case folded(Range<Int>)
  }

  /// A list of up to this many elements is shown whole.
  static let limit = 24
  /// Fewer than this many elements in a row are shown.
  private static let leastRun = 4

  /// The lines for `count` elements; those that matter are shown with their neighbours, and both ends.
  static func lines(count: Int, showsAll: Bool, matters: (Int) -> Bool) -> [Line] {
    guard count > limit, !showsAll else { return (0..<count).map { .shown($0) } }
    var isShown = [Bool](repeating: false, count: count)
    for index in 0..<count where index < 2 || index >= count - 2 || matters(index) {
      for near in max(0, index - 1)...min(count - 1, index + 1) { isShown[near] = true }
    }
    var lines: [Line] = []
    var index = 0
    while index < count {
      let first = index
      while index < count, !isShown[index] { index += 1 }
      if index - first >= leastRun {
        lines.append(.folded(first..<index))
      } else {
        lines += (first..<index).map { .shown($0) }
      }
      if index < count { lines.append(.shown(index)) }
      index += 1
    }
    return lines
  }
}
