extension RandomAccessCollection {
  /// Where `prefix(while:)` ends in elements that are sorted so that those that belong to it are ahead of all others.
  ///
  /// Complexity: O(log n) in the elements.
  @inlinable
  package func prefixEnd(while belongs: (Element) -> Bool) -> Index {
    var (start, count) = (startIndex, count)
    while count > 0 {
      let half = count / 2
      let middle = index(start, offsetBy: half)
      if belongs(self[middle]) {
        start = index(after: middle)
        count -= half + 1
      } else {
        count = half
      }
    }
    return start
  }
}
