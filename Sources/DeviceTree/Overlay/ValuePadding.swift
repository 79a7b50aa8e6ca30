/// Up to three bytes behind a value, which fill its last word.
///
/// Bytes rather than a number, because three fit behind the other fields of a `PropertyRecord` without making it larger.
struct ValuePadding: Sendable {
  private var bytes: (UInt8, UInt8, UInt8) = (0, 0, 0)

  init() {}

  /// The bytes of a blob from the end of a value up to the next multiple of four.
  init(behind value: Range<Int>, in blob: borrowing Span<UInt8>) {
    var number: UInt32 = 0
    for index in value.upperBound..<min((value.upperBound + 3) & ~3, blob.count) {
      number = number << 8 | UInt32(blob[index])
    }
    word = number
  }

  /// Says that the tree's `paddingSources` has them.
  static let isElsewhere: UInt32 = 0xff_ffff

  /// The bytes as the last three of a word.
  var word: UInt32 {
    get { UInt32(bytes.0) << 16 | UInt32(bytes.1) << 8 | UInt32(bytes.2) }
    set {
      bytes = (
        UInt8(truncatingIfNeeded: newValue >> 16), UInt8(truncatingIfNeeded: newValue >> 8),
        UInt8(truncatingIfNeeded: newValue)
      )
    }
  }
}

/// What libfdt's edits leave behind values: it moves the rest of the blob and clears nothing, so that a value that is no
/// multiple of four bytes long is followed by bytes that stood in its last word before.
extension DeviceTree {
  /// What stands behind a property's value, as the last bytes of its last word.
  func padding(of property: PropertyID) -> BlobWord {
    let word = record(property).padding.word
    if word == ValuePadding.isElsewhere, let source = paddingSources[property.index] { return source }
    return BlobWord(word)
  }

  /// Notes the word that a property's last bytes were written over.
  mutating func leave(_ old: BlobWord, behind property: PropertyID) {
    let index = Int(property.index)
    let padding = old.last(3 - (propertyRecords[index].valueCount + 3) % 4)
    if padding.sourcedCount > 0 {
      paddingSources[property.index] = padding
      propertyRecords[index].padding.word = ValuePadding.isElsewhere
    } else {
      if !paddingSources.isEmpty { paddingSources[property.index] = nil }
      propertyRecords[index].padding.word = padding.bytes
    }
  }
}
