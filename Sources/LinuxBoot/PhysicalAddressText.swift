/// The number as Linux prints a physical address with `%pa`: 16 digits.
func physical(_ number: UInt64) -> String { padded(number, 16) }

/// "0x" and at least this many hexadecimal digits, as `0x%08llx` prints them with 8.
func padded(_ number: UInt64, _ digits: Int) -> String {
  let text = String(number, radix: 16)
  return "0x" + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
