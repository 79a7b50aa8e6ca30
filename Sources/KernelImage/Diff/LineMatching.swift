/// Which lines of two texts stay and which go or come.
///
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986.
struct LineMatching {
  /// Whether each old line is absent from the new text.
  private(set) var isRemoved: [Bool]
  /// Whether each new line is absent from the old text.
  private(set) var isInserted: [Bool]

  /// The most changed lines for which the shortest script is looked for; its trace takes 4 × limit² bytes.
  static let differenceLimit = 1_000
  /// The most line comparisons; beyond either limit, everything between the equal ends counts as changed.
  static let comparisonLimit = 20_000_000

  init(_ old: [Int32], _ new: [Int32]) {
    isRemoved = Array(repeating: false, count: old.count)
    isInserted = Array(repeating: false, count: new.count)
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var oldEnd = old.count
    var newEnd = new.count
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    if let path = ShortestEdit(old[start..<oldEnd], new[start..<newEnd]) {
      for index in path.removed { isRemoved[index] = true }
      for index in path.inserted { isInserted[index] = true }
    } else {
      for index in start..<oldEnd { isRemoved[index] = true }
      for index in start..<newEnd { isInserted[index] = true }
    }
  }
}

/// The greedy search for the fewest removals and insertions.
private struct ShortestEdit {
  private(set) var removed: [Int] = []
  private(set) var inserted: [Int] = []

  /// Nil if the limits were reached before an answer was found.
  init?(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) {
    guard let trace = Self.search(old, new) else { return nil }
    // Walk back from the end: each step takes off one insertion or removal and the equal lines behind it.
    var x = old.count
    var y = new.count
    var depth = trace.count
    while depth > 0 {
      let furthest = trace[depth - 1]
      let diagonal = x - y
      let fromAbove = Self.comesFromAbove(diagonal, depth, furthest)
      let previous = fromAbove ? diagonal + 1 : diagonal - 1
      let previousX = Int(furthest[previous + depth - 1])
      if fromAbove {
        inserted.append(new.startIndex + previousX - previous)
      } else {
        removed.append(old.startIndex + previousX)
      }
      x = previousX
      y = previousX - previous
      depth -= 1
    }
  }

  /// Whether step `depth` reaches `diagonal` by an insertion; `furthest` holds the step before it, for the
  /// diagonals 1 - depth … depth - 1.
  private static func comesFromAbove(_ diagonal: Int, _ depth: Int, _ furthest: [Int32]) -> Bool {
    if diagonal == -depth { return true }
    if diagonal == depth { return false }
    // Every second diagonal only: the neighbours of one reached at this depth were reached at the last one.
    let above = diagonal + 1 < depth ? furthest[diagonal + 1 + depth - 1] : -1
    let left = diagonal - 1 > -depth ? furthest[diagonal - 1 + depth - 1] : -1
    return left < above
  }

  /// For each number of changes before the last, how far each diagonal reached; nil beyond the limits.
  private static func search(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) -> [[Int32]]? {
    var trace: [[Int32]] = []
    var comparisons = 0
    for depth in 0...LineMatching.differenceLimit {
      // Index: diagonal + depth. Diagonals of the other parity stay unused.
      var reached = [Int32](repeating: -1, count: 2 * depth + 1)
      for diagonal in stride(from: -depth, through: depth, by: 2) {
        var x = 0
        if depth > 0, let furthest = trace.last {
          let fromAbove = comesFromAbove(diagonal, depth, furthest)
          x = Int(furthest[(fromAbove ? diagonal + 1 : diagonal - 1) + depth - 1]) + (fromAbove ? 0 : 1)
        }
        var y = x - diagonal
        while x < old.count, y >= 0, y < new.count, old[old.startIndex + x] == new[new.startIndex + y] {
          x += 1
          y += 1
          comparisons += 1
        }
        reached[diagonal + depth] = Int32(truncatingIfNeeded: x)
        if x >= old.count, y >= new.count { return trace }
        comparisons += 1
        guard comparisons <= LineMatching.comparisonLimit else { return nil }
      }
      trace.append(reached)
    }
    return nil
  }
}
