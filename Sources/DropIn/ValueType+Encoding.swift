extension ValueType {
  /// The value that words of the command line make; `tell` gets what `fdtput -v` says of each.
  ///
  /// Numbers are cut to the type's size, 4 bytes where it states none.
  package func bytes(
    of words: some Sequence<String>, tell: (String) -> Void = { _ in }
  ) throws(ToolFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    tell("Decoding value:\n")
    for word in words {
      if letter == "s" {
        bytes += Array(word.utf8) + [0]
        tell("\tstring: '\(word)'\n")
        continue
      }
      guard let number = CInteger.parse(word, base: base, isSigned: isSigned) else {
        throw ToolFailure("Couldn't parse \"\(word)\" as an integer")
      }
      for byte in (0..<(size ?? 4)).reversed() {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte)))
      }
      let sizeName = size == 1 ? "byte" : size == 2 ? "short" : "int"
      tell("\t\(sizeName): \(Int32(truncatingIfNeeded: number))\n")
    }
    tell("Value size \(bytes.count)\n")
    return bytes
  }

  /// What numbers without a prefix are counted in; 0 where the prefix tells.
  private var base: Int {
    switch letter {
    case "x": 16
    case "i", "u": 0
    default: 10
    }
  }

  private var isSigned: Bool { letter != "x" && letter != "u" }
}
