/// Texts of manuals, which have Markdown's marks around code.
extension String {
  /// The first sentence, on one line, without marks.
  var firstSentence: String {
    let text = onOneLine
    let sentence = text.split(separator: ". ").first.map(String.init) ?? text
    return sentence.hasSuffix(".") ? sentence : sentence + "."
  }

  /// All lines as one, without marks.
  var onOneLine: String { withoutMarks.replacing("\n", with: " ") }

  /// The text without the marks around code.
  var withoutMarks: String {
    replacing("```dts\n", with: "").replacing("```", with: "").replacing("`", with: "")
  }
}
