import DeviceTree

/// A property's value as dtc sees it when it prints: stretches of one type, with labels and references in
/// between.
///
/// What has no types gets them by dtc's guess (`guess_value_type`): text if all is printable and ends with
/// NUL, cells if the length is a multiple of 4, bytes otherwise.
struct DTCValue {
  /// How a stretch is written.
  enum Form {
    case bytes
    case cells16
    case cells
    case cells64
    case string

    /// The size of one number in bytes.
    var width: Int {
      switch self {
      case .bytes, .string: 1
      case .cells16: 2
      case .cells: 4
      case .cells64: 8
      }
    }
  }

  /// What stands at an offset.
  struct Marker {
    enum Kind {
      case form(Form)
      case label(String)
      case phandle(Reference)
      case path
    }

    var offset: Int
    var kind: Kind

    var form: Form? { if case .form(let form) = kind { form } else { nil } }
  }

  let bytes: ArraySlice<UInt8>
  private(set) var markers: [Marker] = []
  /// Whether there is a reference, and nothing says what it is written as.
  private(set) var isUntypedReference = false

  init(of property: DeviceTree.PropertyID, in tree: DeviceTree) {
    bytes = tree.bytes(of: property)
    for marker in tree.markers(of: property) where (0...bytes.count).contains(marker.offset) {
      markers.append(Marker(offset: marker.offset, kind: Self.kind(of: marker)))
    }
    guard !bytes.isEmpty else { return }
    if let first = markers.firstIndex(where: { $0.form != nil }) {
      // A file before the first typed part: dtc leaves its bytes out.
      if markers[first].offset > 0 { markers.insert(contentsOf: guessed(0..<markers[first].offset), at: 0) }
    } else {
      isUntypedReference = markers.contains { if case .phandle = $0.kind { true } else { false } }
      guess()
    }
  }

  private static func kind(of marker: ValueMarker) -> Marker.Kind {
    switch marker.kind {
    case .cells(let bits): .form(bits == 8 ? .bytes : bits == 16 ? .cells16 : bits == 64 ? .cells64 : .cells)
    case .string: .form(.string)
    case .bytes: .form(.bytes)
    case .phandle(let reference): .phandle(reference)
    case .path: .form(.string)
    case .label(let label): .label(label)
    }
  }

  /// Gives types to what lies between the references that are known.
  private mutating func guess() {
    var typed: [Marker] = []
    var offset = 0
    for marker in markers {
      if marker.offset > offset { typed += guessed(offset..<marker.offset) }
      offset = max(offset, marker.offset)
      if case .phandle = marker.kind {
        typed.append(Marker(offset: offset, kind: .form(.cells)))
        offset = min(bytes.count, offset + 4)
      }
      typed.append(marker)
    }
    if offset < bytes.count { typed += guessed(offset..<bytes.count) }
    markers = typed
  }

  private func guessed(_ range: Range<Int>) -> [Marker] {
    let start = bytes.startIndex
    let stretch = bytes[start + range.lowerBound..<start + range.upperBound]
    let ends = stretch.count { $0 == 0 }
    let isText = stretch.allSatisfy { $0 == 0 || (7...13).contains($0) || (0x20..<0x7f).contains($0) }
    guard stretch.last == 0, isText, ends <= stretch.count - ends else {
      return [Marker(offset: range.lowerBound, kind: .form(range.count % 4 == 0 ? .cells : .bytes))]
    }
    var strings = [Marker(offset: range.lowerBound, kind: .form(.string))]
    for index in stretch.indices.dropLast() where stretch[index] == 0 {
      strings.append(Marker(offset: index + 1 - start, kind: .form(.string)))
    }
    return strings
  }

  /// The bytes of a range of offsets.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound]
  }

  /// How many bytes from a marker to the next, and to the next of another type or the end.
  func lengths(from index: Int) -> (toNext: Int, ofForm: Int) {
    let offset = markers[index].offset
    let next = index + 1 < markers.count ? markers[index + 1].offset : bytes.count
    return (next - offset, formEnds[index] - offset)
  }

  /// The offsets of the references in a range of offsets that begins at a marker.
  ///
  /// Complexity: O(markers in the range), since a value may have as many stretches as markers.
  func references(in range: Range<Int>, around index: Int) -> [Int] {
    var first = index
    while first > 0, markers[first - 1].offset >= range.lowerBound { first -= 1 }
    var offsets: [Int] = []
    for marker in markers[first...] {
      guard marker.offset < range.upperBound else { break }
      if case .phandle = marker.kind { offsets.append(marker.offset) }
    }
    return offsets
  }

  /// For each marker the offset at which the next stretch of a type begins.
  private var formEnds: [Int] = []

  /// The value's markers with their lengths worked out.
  ///
  /// Complexity: O(markers).
  func measured() -> DTCValue {
    var value = self
    value.formEnds = Array(repeating: bytes.count, count: markers.count)
    var end = bytes.count
    for index in markers.indices.reversed() {
      value.formEnds[index] = end
      // Two types at one place: the first has no length, and dtc takes the rest for it.
      if markers[index].form != nil { end = markers[index].offset }
    }
    return value
  }
}
