import DeviceTree

extension AddressText {
  /// The number as C's `%#x` prints it: as `hex(_:)`, but for 0, which is "0".
  static func alternateHex(_ number: UInt64) -> String { number == 0 ? "0" : hex(number) }
}
