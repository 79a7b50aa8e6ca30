extension KernelConfig {
  /// The configuration with `symbol` set to `value` and every other line as it was.
  ///
  /// As with the kernel's `scripts/config`, every line that sets the symbol, or says that it is not set, is
  /// replaced where it stands; if there is none, one is added at the end. Dependencies are not looked at: the
  /// next `make` does.
  /// Complexity: O(bytes).
  /// - Throws: `KernelConfigError` where the result would not be one line.
  public func setting(_ symbol: String, to value: Value) throws(KernelConfigError) -> KernelConfig {
    let line = try Self.line(symbol, value)
    let name = Array(symbol.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(text.count + line.count + 1)
    var found = false
    for old in TextLines(text) {
      if case .setting(let place, let oldValue) = ConfigLine(text, old.content),
        place.count == name.count, text.has(name, at: place.lowerBound, before: place.upperBound)
      {
        found = true
        // A line that says the same in other words stays: `=n`, or a differently escaped string.
        result += oldValue == value ? text[old.content] : line[...]
      } else {
        result += text[old.content]
      }
      result += text[old.content.upperBound..<old.end]
    }
    if !found {
      if let last = result.last, last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
      result += line
      result.append(UInt8(ascii: "\n"))
    }
    return KernelConfig(result)
  }

  /// The line that says that `symbol` is `value`, as Kconfig writes it, without a line end.
  private static func line(_ symbol: String, _ value: Value) throws(KernelConfigError) -> [UInt8] {
    guard !symbol.isEmpty, symbol.utf8.allSatisfy(\.isWordByte) else { throw .unusableSymbol(symbol) }
    let text: String
    switch value {
    case .yes: text = "CONFIG_\(symbol)=y"
    case .module: text = "CONFIG_\(symbol)=m"
    case .no: text = "# CONFIG_\(symbol) is not set"
    case .literal(let literal):
      guard !literal.isEmpty else { throw .unusableValue(symbol: symbol) }
      text = "CONFIG_\(symbol)=\(literal)"
    case .string(let string): text = "CONFIG_\(symbol)=\"\(escaped(string))\""
    }
    let bytes = Array(text.utf8)
    guard !bytes.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else {
      throw .unusableValue(symbol: symbol)
    }
    return bytes
  }

  /// Puts a backslash before quotes and backslashes, as `sym_escape_string_value` in Kconfig does.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
