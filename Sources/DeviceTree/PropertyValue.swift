/// A property's value together with how it was written, so that it can be printed the same way.
public struct PropertyValue: Hashable, Sendable {
  /// The value, as in a blob.
  public var bytes: [UInt8]
  /// How stretches of it were written, in order of offset.
  public var markers: [ValueMarker]

  /// Makes a value; without markers a printer has to guess from the bytes.
  public init(bytes: [UInt8] = [], markers: [ValueMarker] = []) {
    self.bytes = bytes
    self.markers = markers
  }

  /// A property that is only there or not.
  public static var empty: PropertyValue { PropertyValue() }

  /// A list of 32-bit cells.
  ///
  /// Complexity: O(n).
  public static func cells(_ cells: [UInt32]) -> PropertyValue {
    var value = PropertyValue(markers: [ValueMarker(0, .cells(bits: 32))])
    for cell in cells { value.append(cell: cell) }
    return value
  }

  /// A string, stored with its NUL.
  ///
  /// Complexity: O(length).
  public static func string(_ text: String) -> PropertyValue { strings([text]) }

  /// A list of strings, each stored with its NUL.
  ///
  /// Complexity: O(n) in bytes.
  public static func strings(_ list: [String]) -> PropertyValue {
    var value = PropertyValue()
    for text in list {
      value.markers.append(ValueMarker(value.bytes.count, .string))
      value.bytes.append(contentsOf: text.utf8)
      value.bytes.append(0)
    }
    return value
  }

  /// Adds a 32-bit cell, most significant byte first.
  ///
  /// Complexity: O(1), spread over many calls.
  public mutating func append(cell: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: cell >> shift)) }
  }

  /// Adds a cell that holds the phandle `phandle` of the node that `reference` names.
  ///
  /// Complexity: O(1), spread over many calls.
  public mutating func append(phandle: UInt32, of reference: Reference) {
    markers.append(ValueMarker(bytes.count, .phandle(reference)))
    append(cell: phandle)
  }

  /// Adds `number` as `cells` cells, most significant first; what does not fit is cut off at the top.
  ///
  /// Complexity: O(cells).
  public mutating func append(number: UInt64, cells: Int) {
    for index in (0..<max(0, cells)).reversed() {
      append(cell: index < 2 ? UInt32(truncatingIfNeeded: number >> (32 * UInt64(index))) : 0)
    }
  }
}

/// How the bytes of a value from `offset` on were written.
public struct ValueMarker: Hashable, Sendable {
  /// What stands at the offset.
  public enum Kind: Hashable, Sendable {
    /// `<…>` or `/bits/ N <…>` begins: cells of 8, 16, 32 or 64 bits.
    case cells(bits: Int)
    /// `"…"` begins.
    case string
    /// `[…]` begins.
    case bytes
    /// The cell here is the phandle of the node referred to.
    case phandle(Reference)
    /// The string here is the path of the node referred to.
    case path(Reference)
    /// A label stands here.
    case label(String)
  }

  /// The byte offset in the value.
  public var offset: Int
  /// What stands there.
  public var kind: Kind

  /// Makes a marker.
  public init(_ offset: Int, _ kind: Kind) {
    self.offset = offset
    self.kind = kind
  }
}

/// How a source refers to a node.
public enum Reference: Hashable, Sendable {
  /// `&label`
  case label(String)
  /// `&{/path}`
  case path(String)
  /// `&{label/path}`: a path below the node that has the label.
  case labelAndPath(String, String)

  /// The reference as it is written in a source, `&` included.
  public var text: String {
    switch self {
    case .label(let label): "&\(label)"
    case .path(let path): "&{\(path)}"
    case .labelAndPath(let label, let path): "&{\(label)\(path)}"
    }
  }
}
