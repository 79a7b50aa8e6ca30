/// The number as Linux prints a physical address with `%pa`: 16 digits.
func physical(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return "0x" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
}
