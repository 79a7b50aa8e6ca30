import FDT

extension DeviceTree {
  /// The tree as the blob that libfdt leaves when it edits the blob of `base` in place: the names of `base` stay
  /// in front of the strings block, those of properties made since follow in the order they were made, and behind a
  /// value that an overlay set stands what it was written over.
  ///
  /// This tree must be a copy of `base` that was edited. That blob is byte for byte `fdtoverlay`'s if dtc wrote the
  /// base; one whose strings stand in another order, or that has NOPs in it, gives an equal tree. Where a value is longer
  /// than all that stood behind its place, strings included, `fdtoverlay` leaves what memory held, and this zero.
  /// Complexity: O(n), no recursion.
  public func flattened(editedFrom base: DeviceTree) -> [UInt8] {
    var writer = FlattenedTreeWriter(bootCPU: bootCPU)
    for node in base.allNodes {
      for property in base.properties(of: node) { writer.reserveName(base.nameBytes(of: property)) }
    }
    var paddings = OldPaddings(baseCount: base.propertyRecords.count, stringsEnd: writer.stringsByteCount)
    for index in propertyRecords.indices.dropFirst(base.propertyRecords.count) {
      writer.reserveName(names[propertyRecords[index].name])
      if !paddingSources.isEmpty { paddings.note(stringsEnd: writer.stringsByteCount) }
    }
    return written(to: writer, paddings: paddings).assembled()
  }
}

/// What stands behind the values that libfdt's edits set, once it is known where names stand.
struct OldPaddings {
  /// How many places of properties the base has.
  private let baseCount: Int
  /// Where the strings block ended with the base's names, and with those of each property made since.
  private var stringsEnds: [UInt32]

  init(baseCount: Int, stringsEnd: Int) {
    self.baseCount = baseCount
    stringsEnds = [UInt32(truncatingIfNeeded: stringsEnd)]
  }

  /// Notes where the strings block ends with one more name.
  mutating func note(stringsEnd: Int) { stringsEnds.append(UInt32(truncatingIfNeeded: stringsEnd)) }

  /// The bytes behind a property's value, as the last of a word.
  func padding(
    of property: DeviceTree.PropertyID, in tree: DeviceTree, _ writer: borrowing FlattenedTreeWriter
  ) -> UInt32 {
    let word = tree.padding(of: property)
    switch word.source {
    case nil: return word.bytes
    case .offset(let name):
      return word.resolved(UInt32(truncatingIfNeeded: writer.knownOffset(ofName: tree.names[name])))
    case .strings(let start, let count):
      let number = max(0, min(Int(count) - baseCount, stringsEnds.count - 1))
      return word.resolved(writer.stringsWord(at: Int(start), before: Int(stringsEnds[number])))
    }
  }
}
