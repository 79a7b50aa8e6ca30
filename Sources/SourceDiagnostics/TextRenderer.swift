/// Writes diagnostics the way compilers do: `file:line:col: error: text [rule]`, the source line with a
/// caret, the notes with theirs, and a help line.
public struct TextRenderer: Sendable {
  /// The sources that ranges point into.
  public var sources: SourceMap
  /// Whether to use terminal colours.
  public var colours: Bool

  /// Makes a renderer over `sources`.
  public init(sources: SourceMap, colours: Bool = false) {
    self.sources = sources
    self.colours = colours
  }

  /// The first line of a diagnostic alone: where, how bad, what.
  public func headline(_ diagnostic: Diagnostic) -> String {
    String(render(diagnostic).prefix { $0 != "\n" }) + "\n"
  }

  /// The text of one diagnostic, with a line end.
  public func render(_ diagnostic: Diagnostic) -> String {
    let label = diagnostic.severity.rawValue
    let rule = diagnostic.rule.map { " [\($0)]" } ?? ""
    var text = heading(
      diagnostic.range, subject: diagnostic.subject, label: label, colour: diagnostic.severity.colour,
      message: diagnostic.message + rule)
    for note in diagnostic.notes {
      text += heading(note.range, subject: nil, label: "note", colour: .cyan, message: note.message)
    }
    if let help = diagnostic.help {
      let lines = help.split(separator: "\n").joined(separator: "\n        ")
      text += "  \(paint("help:", .green)) \(lines)\n"
    }
    return text
  }

  private func heading(
    _ range: SourceRange?, subject: String?, label: String, colour: Colour, message: String
  ) -> String {
    let labelled = "\(paint(label + ":", colour)) \(message)\n"
    guard let range else {
      return (subject.map { paint("\($0):", .bold) + " " } ?? "") + labelled
    }
    let place = sources.location(of: range)
    return paint("\(place.path):\(place.line):\(place.column):", .bold) + " " + labelled
      + frame(range, line: place.line, colour: colour)
  }

  /// How many bytes of a long line are shown before and behind the start of the range.
  private static let reach = (before: 90, behind: 130)

  /// The source line and, below it, a caret and tildes under the range (as far as it lies on that line).
  ///
  /// Of a long line only the part around the range is shown.
  private func frame(_ range: SourceRange, line: Int, colour: Colour) -> String {
    let file = sources[range.file]
    let bytes = file.byteRange(ofLine: line)
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    let start = min(range.start, bytes.upperBound)
    let end = max(start, min(range.end, bytes.upperBound))
    let first = Self.boundary(max(bytes.lowerBound, start - Self.reach.before), in: file.text, upTo: start)
    let last = Self.boundary(
      min(bytes.upperBound, start + Self.reach.behind), in: file.text, upTo: bytes.upperBound)
    let before = (first > bytes.lowerBound ? "…" : "") + Self.printable(file.text[first..<start])
    let under = Self.printable(file.text[start..<min(end, last)])
    let behind = Self.printable(file.text[min(end, last)..<last]) + (last < bytes.upperBound ? "…" : "")
    // Tabs are kept, so that the caret stands right whatever their width.
    let indent = String(before.map { $0 == "\t" ? "\t" : " " })
    let marks = "^" + String(repeating: "~", count: max(0, under.count - 1))
    return " \(number) | \(before)\(under)\(behind)\n \(gutter) | \(indent)\(paint(marks, colour))\n"
  }

  /// The next offset that is not in the middle of a character.
  private static func boundary(_ offset: Int, in text: [UInt8], upTo end: Int) -> Int {
    var offset = offset
    while offset < end, text[offset] & 0xc0 == 0x80 { offset += 1 }
    return offset
  }

  /// Text for a terminal: control characters but the tab are shown as a replacement.
  private static func printable(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") || $0 >= 0x7f }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      shown.unicodeScalars.append(scalar.changesTerminal && scalar != "\t" ? "\u{fffd}" : scalar)
    }
    return shown
  }

  enum Colour: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"
    case green = "1;32"
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    colours ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
  }
}

extension Severity {
  fileprivate var colour: TextRenderer.Colour {
    switch self {
    case .note: .cyan
    case .warning: .yellow
    case .error: .red
    }
  }
}
