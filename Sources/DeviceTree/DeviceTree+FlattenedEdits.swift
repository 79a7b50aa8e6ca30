public import FDT

extension DeviceTree {
  /// The tree as the blob that libfdt leaves when it edits the blob of `base` in place: the names of `base` stay
  /// in front of the strings block, those of properties made since follow in the order they were made, and behind a
  /// value that an overlay set stands what it was written over.
  ///
  /// This tree must be a copy of `base` that was edited. That blob is byte for byte `fdtoverlay`'s if dtc wrote the
  /// base; for others take `flattened(editing:)`. Where a value is longer than all that stood
  /// behind its place, strings included, `fdtoverlay` leaves what memory held, and this zero.
  ///
  /// Throws where the blob would have 2 GiB or more.
  /// Complexity: O(n), no recursion.
  public func flattened(editedFrom base: DeviceTree) throws(FDTWriteError) -> [UInt8] {
    var writer = FlattenedTreeWriter(bootCPU: bootCPU)
    for node in base.allNodes {
      for property in base.properties(of: node) { writer.reserveName(base.nameBytes(of: property)) }
    }
    return try flattened(BaseLayout(propertyCount: base.propertyRecords.count), writer)
  }

  /// The tree as the blob that libfdt leaves when it edits the blob `base` in place, whoever wrote that.
  ///
  /// This tree must be made of `base` and then edited. Names of `base` stay where they are, and so do the bytes behind
  /// values that were not set. That blob is byte for byte `fdtoverlay`'s if `base` has no NOPs, and is of version 16 or 17;
  /// others give an equal tree. Where a property's name is not what `base` has for it, because the tree is made of
  /// another one, it is written anew: the names are this tree's in any case.
  ///
  /// Throws where the blob would have 2 GiB or more.
  /// Complexity: O(n), no recursion.
  public func flattened(editing base: borrowing FlattenedTree) throws(FDTWriteError) -> [UInt8] {
    try flattened(BaseLayout(of: base, for: self), FlattenedTreeWriter(bootCPU: bootCPU, stringsOf: base))
  }

  private func flattened(
    _ empty: BaseLayout, _ base: consuming FlattenedTreeWriter
  ) throws(FDTWriteError) -> [UInt8] {
    var (layout, writer) = (empty, base)
    layout.note(stringsEnd: writer.stringsByteCount)
    for index in propertyRecords.indices.dropFirst(layout.propertyCount) {
      writer.reserveName(names[propertyRecords[index].name])
      if !paddingSources.isEmpty { layout.note(stringsEnd: writer.stringsByteCount) }
    }
    let written = written(to: writer, keeping: layout)
    guard written.byteCount <= Int(Int32.max) else { throw .tooLarge(byteCount: written.byteCount) }
    return written.assembled()
  }
}

/// What the blob of a base settles for that of the edited tree.
struct BaseLayout {
  /// How many places of properties the base has.
  let propertyCount: Int
  /// Where the names of the base's properties stand in its strings block; none where they stand as dtc puts them.
  private var nameOffsets: [UInt32] = []
  /// Where the strings block ends with the base's names, and with those of each property made since.
  private var stringsEnds: [UInt32] = []

  init(propertyCount: Int) { self.propertyCount = propertyCount }

  init(of base: borrowing FlattenedTree, for tree: DeviceTree) {
    propertyCount = base.propertyCount
    nameOffsets.reserveCapacity(propertyCount)
    let start = base.strings.lowerBound
    var cursor = base.makeCursor()
    while let item = cursor.next() {
      guard case .property(let name, _) = item else { continue }
      let property = DeviceTree.PropertyID(index: Int32(truncatingIfNeeded: nameOffsets.count))
      let isSame = tree.nameBytes(of: property).span.hasSameBytes(as: base.bytes.extracting(name))
      nameOffsets.append(isSame ? UInt32(truncatingIfNeeded: name.lowerBound - start) : Self.otherName)
    }
  }

  /// Stands for the offset of a name that the base does not have there; a strings block is smaller.
  private static let otherName = UInt32.max

  /// Notes where the strings block ends, at first or with one more name.
  mutating func note(stringsEnd: Int) { stringsEnds.append(UInt32(truncatingIfNeeded: stringsEnd)) }

  /// Where the base has a property's name; nil if the property is new or has another name, or the name stands where
  /// dtc puts it.
  func nameOffset(of property: DeviceTree.PropertyID) -> Int? {
    guard nameOffsets.indices.contains(property.ordinal) else { return nil }
    let offset = nameOffsets[property.ordinal]
    return offset == Self.otherName ? nil : Int(offset)
  }

  /// The bytes behind a property's value, as the last of a word.
  func padding(
    of property: DeviceTree.PropertyID, in tree: DeviceTree, _ writer: borrowing FlattenedTreeWriter
  ) -> UInt32 {
    let word = tree.padding(of: property)
    switch word.source {
    case nil: return word.bytes
    case .nameOffset(let number):
      let named = DeviceTree.PropertyID(index: number)
      let offset = nameOffset(of: named) ?? writer.knownOffset(ofName: tree.nameBytes(of: named))
      return word.resolved(UInt32(truncatingIfNeeded: offset))
    case .strings(let start, let count):
      let number = max(0, min(Int(count) - propertyCount, stringsEnds.count - 1))
      return word.resolved(writer.stringsWord(at: Int(start), before: Int(stringsEnds[number])))
    }
  }
}
