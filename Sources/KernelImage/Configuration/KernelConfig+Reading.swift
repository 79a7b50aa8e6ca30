extension KernelConfig {
  /// The version that the third line states ("# Linux/loongarch 6.13.7 Kernel Configuration"), if it is there.
  ///
  /// Source: `conf_write_heading`, scripts/kconfig/confdata.c, Linux 6.13.
  /// Complexity: O(1): only the first lines are looked at.
  public var statedVersion: String? {
    for line in text.prefix(1000).split(separator: UInt8(ascii: "\n")).prefix(6) {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard words.count >= 4, words[1].hasPrefix("Linux/"), words[3] == "Kernel" else { continue }
      return words[2]
    }
    return nil
  }

  /// What a symbol is set to, as text: "y", "m", "n", a number, or a string without quotes; nil where the file
  /// does not mention it.
  public func text(of symbol: String) -> String? {
    switch self[symbol] {
    case .yes: "y"
    case .module: "m"
    case .no: "n"
    case .string(let text), .literal(let text): text
    case nil: nil
    }
  }
}
