import DeviceTree
import FileSystem

extension BlobDump {
  /// Prints a value with what stands in front of it: as strings, as cells or as bytes.
  mutating func print(_ value: ArraySlice<UInt8>) {
    if value.isEmpty { return }
    if ValueType.isText(value) {
      printStrings(value)
    } else if value.count % 4 == 0 {
      printNumbers(value, size: 4, between: " = <0x", " 0x", ">")
    } else {
      printNumbers(value, size: 1, between: " = [", " ", "]")
    }
  }

  private mutating func printStrings(_ value: ArraySlice<UInt8>) {
    output.append(" = \"")
    var rest = value.dropLast()
    while let end = rest.firstIndex(of: 0) {
      output.append(rest[..<end])
      output.append("\", \"")
      rest = rest[(end + 1)...]
    }
    output.append(rest)
    output.append("\"")
  }

  /// Prints numbers of `size` bytes with all their digits.
  private mutating func printNumbers(
    _ value: ArraySlice<UInt8>, size: Int, between begin: String, _ separator: String, _ end: String
  ) {
    output.append(begin)
    for start in stride(from: value.startIndex, to: value.endIndex, by: size) {
      if start > value.startIndex { output.append(separator) }
      let number = value[start..<start + size].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      output.append(AddressText.digits(number, atLeast: 2 * size))
    }
    output.append(end)
  }
}
