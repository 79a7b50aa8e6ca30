import ArgumentParser
import DeviceTree

/// A number of the command line: "0x…" or decimal.
struct Address: ExpressibleByArgument {
  var value: UInt64

  init?(argument: String) {
    let text = argument.lowercased()
    let number =
      text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text, radix: 10)
    guard let number else { return nil }
    value = number
  }
}

/// "START:END", the end not included.
struct AddressSpan: ExpressibleByArgument {
  var range: MemoryRange

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = Address(argument: String(parts[0])),
      let end = Address(argument: String(parts[1])), start.value < end.value
    else { return nil }
    range = MemoryRange(base: start.value, end: end.value)
  }
}
