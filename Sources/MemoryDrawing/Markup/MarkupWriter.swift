/// Writes XML, which HTML takes too: every text is escaped, and every element closed.
struct MarkupWriter {
  /// What was written.
  private(set) var text = ""

  /// Writes an element with what `content` writes inside; without content it closes itself.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: ((inout MarkupWriter) -> Void)? = nil
  ) {
    text += "<\(name)"
    for (attribute, value) in attributes { text += " \(attribute)=\"\(Self.escaped(value))\"" }
    guard let content else {
      text += "/>"
      return
    }
    text += ">"
    content(&self)
    text += "</\(name)>"
  }

  /// Writes an element that holds this text.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text content: String
  ) {
    element(name, attributes) { $0.write(content) }
  }

  /// Writes text.
  mutating func write(_ content: String) { text += Self.escaped(content) }

  /// Begins a new line, for people who read the file.
  mutating func newLine() { text += "\n" }

  /// Writes what is markup already, from this program's own source.
  mutating func raw(_ markup: StaticString) { text += "\(markup)" }

  /// Writes an element with a style sheet or a script of this program, as text that is not escaped.
  ///
  /// The marks around it make an XML reader take it as it is, as HTML does, and are comments in both languages.
  mutating func raw(_ name: StaticString, _ code: String) {
    text += "<\(name)>/*<![CDATA[*/\n\(code)/*]]>*/</\(name)>\n"
  }

  /// The text with everything escaped that has a meaning in XML or that it forbids.
  ///
  /// Control characters, and those that change the direction of writing, become U+FFFD: a node's name must not
  /// rearrange what stands beside it.
  static func escaped(_ text: String) -> String {
    var isPlain = true
    for byte in text.utf8 where byte < 0x20 || byte >= 0x7f || [0x22, 0x26, 0x27, 0x3c, 0x3e].contains(byte) {
      isPlain = false
      break
    }
    if isPlain { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{200e}", "\u{200f}", "\u{2028}"..."\u{202e}",
        "\u{2066}"..."\u{2069}", "\u{fffe}", "\u{ffff}":
        escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
