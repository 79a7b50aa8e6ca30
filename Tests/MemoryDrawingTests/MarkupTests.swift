import Testing

@testable import MemoryDrawing

@Suite struct MarkupTests {
  @Test(arguments: [
    ("<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"), ("plain", "plain"),
    ("größer\u{0}\u{1b}[0m", "größer\u{fffd}\u{fffd}[0m"),
    ("a\u{202e}b\u{2066}\u{7f}\u{85}", "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}"), ("\u{ffff}é\n", "\u{fffd}é\n"),
    ("", ""),
  ]) func escapesWhatHasAMeaning(_ text: String, _ escaped: String) {
    #expect(MarkupWriter.escaped(text) == escaped)
  }

  @Test func closesEveryElement() {
    var writer = MarkupWriter()
    writer.element("g", ["class": "a\"b"]) { writer in
      writer.element("rect", ["x": "1"])
      writer.element("text", text: "<")
    }
    #expect(writer.text == "<g class=\"a&quot;b\"><rect x=\"1\"/><text>&lt;</text></g>")
  }

  @Test(arguments: [(0.0, "0"), (12.34, "12.3"), (-0.5, "-0.5"), (7.96, "8"), (.infinity, "0"), (.nan, "0")])
  func writesCoordinates(_ value: Double, _ text: String) { #expect(coordinate(value) == text) }
}
