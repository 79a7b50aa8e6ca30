import DeviceTree

/// Who reserved what: the same ranges as memblock's reserved array, but not merged, each with the event that
/// reserved it first.
struct ReservationMap {
  struct Piece {
    var range: MemoryRange
    var event: Int
  }

  private(set) var pieces: [Piece] = []

  private func firstIndex(endingAbove address: UInt64) -> Int {
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].range.end > address { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The pieces that have bytes in the range.
  ///
  /// Complexity: O(log n) and the number of pieces found.
  func overlapping(_ range: MemoryRange) -> ArraySlice<Piece> { pieces[places(of: range)] }

  /// Where they are: a slice that is alive while the list changes would have all of it copied.
  private func places(of range: MemoryRange) -> Range<Int> {
    let first = firstIndex(endingAbove: range.base)
    var last = first
    while last < pieces.count, pieces[last].range.base < range.end { last += 1 }
    return first..<last
  }

  mutating func reserve(_ range: MemoryRange, event: Int) {
    let range = MemblockArray.capped(range)
    guard !range.isEmpty else { return }
    let covered = places(of: range)
    if covered.isEmpty {
      pieces.insert(Piece(range: range, event: event), at: covered.lowerBound)
      return
    }
    var added: [Piece] = []
    var base = range.base
    for piece in pieces[covered] {
      if piece.range.base > base {
        added.append(Piece(range: MemoryRange(base: base, end: piece.range.base), event: event))
      }
      added.append(piece)
      base = piece.range.end
    }
    if base < range.end { added.append(Piece(range: MemoryRange(base: base, end: range.end), event: event)) }
    if added.count == covered.count { return }
    pieces.replaceSubrange(covered, with: added)
  }

  mutating func free(_ range: MemoryRange) {
    let range = MemblockArray.capped(range)
    let covered = places(of: range)
    var left: [Piece] = []
    for piece in pieces[covered] {
      if piece.range.base < range.base {
        left.append(Piece(range: MemoryRange(base: piece.range.base, end: range.base), event: piece.event))
      }
      if piece.range.end > range.end {
        left.append(Piece(range: MemoryRange(base: range.end, end: piece.range.end), event: piece.event))
      }
    }
    pieces.replaceSubrange(covered, with: left)
  }
}
