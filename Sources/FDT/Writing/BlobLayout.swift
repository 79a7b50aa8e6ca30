/// How a blob is laid out: its version, and the room that is left in it.
public struct BlobLayout: Hashable, Sendable {
  /// The versions of the format that can be written.
  public enum Version: UInt32, CaseIterable, Sendable {
    /// Full paths as names, values of 8 bytes and more aligned to 8, and a `name` property in each node.
    case v1 = 1
    /// As 1, and the header has the boot cpu.
    case v2 = 2
    /// As 2, and the header has the size of the strings.
    case v3 = 3
    /// Names without their paths.
    case v16 = 16
    /// As 16, and the header has the size of the structure: what all tools write today.
    case v17 = 17

    /// The oldest version that a reader may have to understand this one.
    var lastCompatible: UInt32 { self == .v16 || self == .v17 ? 16 : 1 }

    /// The header's size in bytes.
    var headerSize: Int {
      switch self {
      case .v1: 28
      case .v2: 32
      case .v3, .v16: 36
      case .v17: 40
      }
    }

    /// Whether names are whole paths, large values are aligned, and nodes state their names.
    var isOld: Bool { rawValue < 16 }
  }

  /// The version.
  public var version: Version
  /// Free entries in the list of memory reservations, behind those that are used.
  public var freeReservations: Int
  /// The blob has at least this many bytes.
  public var minimumSize: Int
  /// Bytes of room behind the strings; only where `minimumSize` is 0.
  public var padding: Int
  /// The blob's size is a multiple of this many bytes.
  public var alignment: Int

  /// Makes a layout; without arguments it is the tightest of version 17.
  public init(
    version: Version = .v17, freeReservations: Int = 0, minimumSize: Int = 0, padding: Int = 0,
    alignment: Int = 1
  ) {
    self.version = version
    self.freeReservations = max(0, freeReservations)
    self.minimumSize = max(0, minimumSize)
    self.padding = max(0, padding)
    self.alignment = max(1, alignment)
  }

  /// The size of a blob whose contents take `used` bytes; 64 bits, since an Int of 32 has no room for it.
  func totalSize(used: Int64) -> Int64 {
    let wanted = max(used, Self.bounded(minimumSize)) + Self.bounded(padding)
    let alignment = max(1, Self.bounded(alignment))
    return (wanted + alignment - 1) / alignment * alignment
  }

  /// What takes the entries of the memory reservations that are free, and the one that ends them.
  var freeReservationBytes: Int64 { 16 * (Self.bounded(freeReservations) + 1) }

  /// At most 2^40, which is more than any blob can have, and little enough to add and multiply.
  private static func bounded(_ value: Int) -> Int64 { max(0, min(Int64(value), 1 << 40)) }
}
