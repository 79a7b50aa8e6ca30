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

  /// The source line and, below it, a caret and tildes under the range (as far as it lies on that line).
  private func frame(_ range: SourceRange, line: Int, colour: Colour) -> String {
    let file = sources[range.file]
    let bytes = file.byteRange(ofLine: line)
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    let shown = String(decoding: file.text[bytes], as: UTF8.self)
    let start = min(range.start, bytes.upperBound)
    let before = String(decoding: file.text[bytes.lowerBound..<start], as: UTF8.self)
    let under = String(
      decoding: file.text[start..<max(start, min(range.end, bytes.upperBound))], as: UTF8.self)
    // Tabs are kept, so that the caret stands right whatever their width.
    let indent = String(before.map { $0 == "\t" ? "\t" : " " })
    let marks = "^" + String(repeating: "~", count: max(0, under.count - 1))
    return " \(number) | \(shown)\n \(gutter) | \(indent)\(paint(marks, colour))\n"
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
