import SourceDiagnostics
import Testing

@Suite struct TextRendererTests {
  /// A source in which `text` is marked, and the range of the mark.
  private func marked(_ source: String, _ text: String) -> (SourceMap, SourceRange) {
    var map = SourceMap()
    let bytes = Array(source.utf8)
    let file = map.add(path: "a.dts", text: bytes)
    let needle = Array(text.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: needle) } ?? bytes.count
    return (map, SourceRange(file: file, start: start, end: start + needle.count))
  }

  @Test func wholeDiagnostic() {
    let (map, range) = marked("one\n\t\treg = <0x1 0x2>;\nthree\n", "<0x1 0x2>")
    let diagnostic = Diagnostic(
      .error, "wrong", at: range, rule: "some-rule",
      notes: [.init("why"), .init("there", at: SourceRange(file: range.file, start: 0, end: 3))],
      help: "do this;\nor that")
    #expect(
      TextRenderer(sources: map).render(diagnostic) == """
        a.dts:2:9: error: wrong [some-rule]
         2 | \t\treg = <0x1 0x2>;
           | \t\t      ^~~~~~~~~
        note: why
        a.dts:1:1: note: there
         1 | one
           | ^~~
          help: do this;
                or that

        """)
    #expect(TextRenderer(sources: map).headline(diagnostic) == "a.dts:2:9: error: wrong [some-rule]\n")
  }

  @Test func aRangeOverLinesIsMarkedOnItsFirst() {
    let (map, range) = marked("a {\n\tb;\n};\n", "{\n\tb;\n}")
    #expect(
      TextRenderer(sources: map).render(Diagnostic(.warning, "long", at: range))
        == "a.dts:1:3: warning: long\n 1 | a {\n   |   ^\n")
  }

  @Test func theEndOfAFileIsAPlaceToo() {
    let (map, range) = marked("a\nlast", "nothing")
    #expect(
      TextRenderer(sources: map).render(Diagnostic(.error, "ends", at: range))
        == "a.dts:2:5: error: ends\n 2 | last\n   |     ^\n")
  }

  @Test func lettersBeyondASCIIDoNotShiftTheCaret() {
    let (map, range) = marked("\"größe\" x", "x")
    #expect(
      TextRenderer(sources: map).render(Diagnostic(.note, "m", at: range)).hasSuffix(
        " 1 | \"größe\" x\n   |         ^\n"))
  }

  @Test func ofALongLineOnlyTheNeighbourhoodIsShown() {
    let (map, range) = marked(
      String(repeating: "a", count: 5000) + "é!" + String(repeating: "b", count: 5000), "!")
    let text = TextRenderer(sources: map).render(Diagnostic(.error, "m", at: range))
    let lines = text.split(separator: "\n")
    #expect(text.utf8.count < 700)
    #expect(lines[1].hasPrefix(" 1 | …aaa") && lines[1].hasSuffix("bbb…"))
    // The caret stands under the mark.
    let mark = lines[1].firstIndex(of: "!").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
    let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    #expect(mark == caret)
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    let (map, range) = marked("a\u{1b}[31m\u{0}x", "x")
    let text = TextRenderer(sources: map).render(Diagnostic(.error, "m", at: range))
    #expect(!text.contains("\u{1b}") && !text.contains("\u{0}"))
  }

  @Test(arguments: [
    ("größe → 1", "größe → 1"), ("a\u{1b}[1m\u{0}\u{7f}", "a\\x1b[1m\\x00\\x7f"),
    ("\u{9b}31m\u{80}\u{9f}\u{a0}", "\\u{9b}31m\\u{80}\\u{9f}\u{a0}"),
    ("a\u{202e}b\u{202a}\u{2066}\u{2069}\u{2065}", "a\\u{202e}b\\u{202a}\\u{2066}\\u{2069}\u{2065}"),
  ])
  func messagesSpellOutWhatATerminalObeys(_ text: String, _ shown: String) {
    #expect(text.shownInMessage == shown)
    let (map, range) = marked(text + "!", "!")
    let line = TextRenderer(sources: map).render(Diagnostic(.error, "m", at: range))
    #expect(line.unicodeScalars.contains("\u{fffd}") == (text != shown))
    #expect(
      line.unicodeScalars.allSatisfy { $0 == "\n" || !(0..<0x20 ~= $0.value || 0x7f..<0xa0 ~= $0.value) })
  }

  @Test func withoutRangeTheSubjectLeads() {
    let diagnostic = Diagnostic(.error, "broken", subject: "x.dtb")
    #expect(TextRenderer(sources: SourceMap()).render(diagnostic) == "x.dtb: error: broken\n")
    #expect(
      TextRenderer(sources: SourceMap(), colours: true).render(diagnostic)
        == "\u{1b}[1mx.dtb:\u{1b}[0m \u{1b}[1;31merror:\u{1b}[0m broken\n")
  }

  @Test func linesAndColumnsOfEveryByte() {
    let source = "ab\r\n\ncd"
    let file = SourceFile(path: "f", text: Array(source.utf8))
    #expect((0...source.utf8.count).map { file.line(at: $0) } == [1, 1, 1, 1, 2, 3, 3, 3])
    #expect(file.byteRange(ofLine: 1) == 0..<2)
    #expect(file.byteRange(ofLine: 2) == 4..<4)
    #expect(file.byteRange(ofLine: 3) == 5..<7)
    #expect(file.byteRange(ofLine: 9).isEmpty)
  }

  @Test func severitiesAreOrdered() {
    let severities: [SourceDiagnostics.Severity] = [.error, .note, .warning]
    #expect(severities.sorted() == [.note, .warning, .error])
  }
}
