/// The number as Linux prints a physical address with `%pa`: 16 digits.
func physical(_ number: UInt64) -> String { padded(number, 16) }

/// "0x" and at least this many hexadecimal digits, as `0x%08llx` prints them with 8.
func padded(_ number: UInt64, _ digits: Int) -> String {
  let needed = max(1, (number.bitWidth - number.leadingZeroBitCount + 3) / 4)
  var bytes = [UInt8](repeating: UInt8(ascii: "0"), count: 2 + max(digits, needed))
  bytes[1] = UInt8(ascii: "x")
  for place in 0..<needed {
    let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * place) & 0xf)
    bytes[bytes.count - 1 - place] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
  }
  return String(decoding: bytes, as: UTF8.self)
}
