/// What one line of a `.config` says.
///
/// The forms are those that `conf_read_simple` in `scripts/kconfig/confdata.c` (Linux 6.13) takes; as there,
/// a setting starts in the first column.
enum ConfigLine {
  /// A symbol, its name as indices into the text, and its value.
  case setting(name: Range<Int>, KernelConfig.Value)
  /// A comment or an empty line.
  case comment
  /// Something else.
  case unreadable

  private static let prefix = Array("CONFIG_".utf8)
  private static let unsetPrefix = Array("# CONFIG_".utf8)
  private static let unsetSuffix = Array(" is not set".utf8)

  init(_ text: [UInt8], _ line: Range<Int>) {
    let end = line.upperBound
    if text.has(Self.prefix, at: line.lowerBound, before: end) {
      let name = Self.name(text, from: line.lowerBound + Self.prefix.count, to: end)
      guard !name.isEmpty, name.upperBound < end, text[name.upperBound] == UInt8(ascii: "="),
        let value = Self.value(text, (name.upperBound + 1)..<end)
      else {
        self = .unreadable
        return
      }
      self = .setting(name: name, value)
    } else if text.has(Self.unsetPrefix, at: line.lowerBound, before: end) {
      let name = Self.name(text, from: line.lowerBound + Self.unsetPrefix.count, to: end)
      let isUnset = !name.isEmpty && text.has(Self.unsetSuffix, at: name.upperBound, before: end)
      self = isUnset ? .setting(name: name, .no) : .comment
    } else {
      let content = text.trimmingBlanks(line)
      self = content.isEmpty || text[content.lowerBound] == UInt8(ascii: "#") ? .comment : .unreadable
    }
  }

  private static func name(_ text: [UInt8], from start: Int, to limit: Int) -> Range<Int> {
    var end = start
    while end < limit, text[end].isWordByte { end += 1 }
    return start..<end
  }

  private static func value(_ text: [UInt8], _ range: Range<Int>) -> KernelConfig.Value? {
    guard let first = text[range].first else { return .literal("") }
    if first == UInt8(ascii: "\"") { return quoted(text, (range.lowerBound + 1)..<range.upperBound) }
    if range.count == 1 {
      switch first {
      case UInt8(ascii: "y"): return .yes
      case UInt8(ascii: "m"): return .module
      case UInt8(ascii: "n"): return .no
      default: break
      }
    }
    return .literal(text.string(range))
  }

  /// The text up to the closing quote; what follows that is not looked at, as in Kconfig.
  private static func quoted(_ text: [UInt8], _ range: Range<Int>) -> KernelConfig.Value? {
    var bytes: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] == UInt8(ascii: "\"") { return .string(String(decoding: bytes, as: UTF8.self)) }
      if text[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound { index += 1 }
      bytes.append(text[index])
      index += 1
    }
    return nil
  }
}
