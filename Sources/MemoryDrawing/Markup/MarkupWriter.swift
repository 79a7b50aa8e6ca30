/// Writes XML, which HTML takes too: every text is escaped, and every element closed.
struct MarkupWriter {
  /// What was written.
  private(set) var text = ""

  /// Writes an element with what `content` writes inside; without content it closes itself.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: ((inout MarkupWriter) -> Void)? = nil
  ) {
    text += "<"
    text += name.description
    for (attribute, value) in attributes {
      text += " "
      text += attribute.description
      text += "=\""
      text += Self.escaped(value)
      text += "\""
    }
    guard let content else {
      text += "/>"
      return
    }
    text += ">"
    content(&self)
    text += "</"
    text += name.description
    text += ">"
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
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x09, 0x0a: true
      case 0x22, 0x26, 0x27, 0x3c, 0x3e: false
      default: byte >= 0x20 && byte < 0x7f
      }
    }
    if isPlain { return text }
    var escaped: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".utf8
      case "<": escaped += "&lt;".utf8
      case ">": escaped += "&gt;".utf8
      case "\"": escaped += "&quot;".utf8
      case "'": escaped += "&#39;".utf8
      case "\n", "\t": escaped += scalar.utf8
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{200e}", "\u{200f}", "\u{2028}"..."\u{202e}",
        "\u{2066}"..."\u{2069}", "\u{fffe}", "\u{ffff}":
        escaped += "\u{fffd}".utf8
      default: escaped += scalar.utf8
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
