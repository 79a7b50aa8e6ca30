import FileSystem

/// The bytes of what may be a blob; each offset that it states is checked when it is followed.
struct UncheckedBlob {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// The big-endian word at an offset; nil where the blob ends before.
  func word(_ offset: Int) -> UInt32? {
    guard offset >= 0, offset <= count - 4 else { return nil }
    let start = bytes.startIndex + offset
    return bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A word of the header, 0 where it is not there.
  private func field(_ index: Int) -> Int { Int(word(4 * index) ?? 0) }

  var magic: Int { field(0) }
  var totalSize: Int { field(1) }
  var structureOffset: Int { field(2) }
  var stringsOffset: Int { field(3) }
  var reservationsOffset: Int { field(4) }
  var version: Int { field(5) }
  var lastCompatible: Int { field(6) }
  var bootCPU: Int { field(7) }
  var stringsSize: Int { field(8) }
  var structureSize: Int { field(9) }

  /// How many bytes the header of this version has.
  private var headerSize: Int {
    switch version {
    case ...1: 28
    case 2: 32
    case ..<17: 36
    default: 40
    }
  }

  /// Whether a header is there whose fields mean what they mean in version 17.
  var isReadable: Bool { bytes.isBlob && count >= 28 && count >= headerSize && lastCompatible <= 17 }

  /// Whether it is likely that a blob begins here: all that the header states is there.
  ///
  /// A blob without properties ends where its strings would begin.
  var isPlausible: Bool {
    isReadable && totalSize <= count && structureOffset <= count && stringsOffset <= count
  }

  /// The text at an offset up to its NUL, and whether it has one; without that it goes as far as the blob.
  func text(at offset: Int) -> (text: ArraySlice<UInt8>, isWhole: Bool) {
    guard offset >= 0, offset < count else { return ([], false) }
    let rest = bytes[(bytes.startIndex + offset)...]
    guard let end = rest.firstIndex(of: 0) else { return (rest, false) }
    return (rest[..<end], true)
  }

  /// Bytes from an offset on; nil where the blob ends before.
  func value(at offset: Int, count size: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, offset <= count, size <= count - offset else { return nil }
    let start = bytes.startIndex + offset
    return bytes[start..<start + size]
  }
}
