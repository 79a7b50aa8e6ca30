import SourceDiagnostics
import Testing

/// Edits made together, and edits that do not go together.
struct SourceEditTests {
  private func map() -> (SourceMap, FileID, FileID) {
    var sources = SourceMap()
    let first = sources.add(path: "a", text: Array("0123456789".utf8))
    let second = sources.add(path: "b", text: Array("abc".utf8))
    return (sources, first, second)
  }

  private func texts(_ edits: SourceEdits, _ sources: SourceMap) -> [String] {
    edits.apply(to: sources).map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test func editsCountInTheUnchangedText() throws {
    let (sources, first, second) = map()
    var edits = SourceEdits()
    try edits.add(SourceEdit(SourceRange(file: first, start: 8, end: 10), "X"))
    try edits.add(SourceEdit(SourceRange(file: first, start: 2, end: 4), "long"))
    try edits.add(SourceEdit(SourceRange(file: second, start: 3, end: 3), "d"))
    try edits.add(SourceEdit(SourceRange(file: first, start: 4, end: 4), "1"))
    try edits.add(SourceEdit(SourceRange(file: first, start: 4, end: 4), "2"))
    #expect(texts(edits, sources) == ["01long124567X", "abcd"])
  }

  @Test func whatTouchesIsRefused() throws {
    let (_, first, second) = map()
    var edits = SourceEdits()
    let edit = SourceEdit(SourceRange(file: first, start: 2, end: 5), "x")
    try edits.add(edit)
    try edits.add(edit)
    #expect(edits.list == [edit])
    for (start, end) in [(4, 6), (0, 3), (2, 5), (3, 3), (1, 9)] {
      #expect(throws: SourceEdits.Conflict.self) {
        try edits.add(SourceEdit(SourceRange(file: first, start: start, end: end), "y"))
      }
    }
    for (start, end) in [(0, 2), (5, 6), (2, 2), (5, 5)] {
      try edits.add(SourceEdit(SourceRange(file: first, start: start, end: end), "y"))
    }
    try edits.add(SourceEdit(SourceRange(file: second, start: 2, end: 3), "y"))
  }

  @Test func whatReachesPastTheEndIsCut() throws {
    let (sources, _, second) = map()
    var edits = SourceEdits()
    try edits.add(SourceEdit(SourceRange(file: second, start: 2, end: 90), "x"))
    #expect(texts(edits, sources) == ["abx"])
    var behind = SourceEdits()
    try behind.add(SourceEdit(SourceRange(file: second, start: 80, end: 90), "x"))
    #expect(texts(behind, sources) == ["abcx"])
  }
}
