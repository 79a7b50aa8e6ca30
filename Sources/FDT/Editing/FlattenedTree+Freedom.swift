extension FlattenedTree {
  /// What edits `FlattenedTreeEditor(editing:)` can make where the blob lies; nil if its blocks overlap, so that none
  /// is safe.
  ///
  /// Complexity: O(1) for version 17, else O(n) in bytes.
  public var editFreedom: EditFreedom? {
    let reservations = header.reservationsOffset..<header.reservationsOffset + 16 * (reservationCount + 1)
    let structure =
      header
      .structureOffset..<(header.version >= 17
      ? header.structureOffset + header.structureSize : blob.endOfStructure(from: rootOffset))
    let strings = header.stringsOffset..<header.stringsOffset + header.stringsSize
    if header.version == 17, structure.lowerBound >= reservations.upperBound,
      strings.lowerBound >= structure.upperBound
    {
      return .anySize
    }
    let isApart =
      !reservations.overlaps(structure) && !reservations.overlaps(strings) && !structure.overlaps(strings)
    return isApart ? .sameSize : nil
  }
}
