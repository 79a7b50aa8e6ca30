import Foundation
import Testing
import TestSupport

/// The articles of the libraries show code that is compiled, and what it prints.
@Suite struct ArticleTests {
  /// The articles that show code, with the snippet that it is from.
  static let articles = [
    ("Sources/FDT/FDT.docc/Reading-a-board.md", "ReadFlattenedBoard"),
    ("Sources/FDT/FDT.docc/Editing-a-blob.md", "PrepareBoot"),
    ("Sources/DeviceTree/DeviceTree.docc/ReadingABoard.md", "ReadBoard"),
    ("Sources/DeviceTree/DeviceTree.docc/ApplyingOverlays.md", "ApplyOverlay"),
  ]

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Fixtures.packageRoot.appending(path: path), encoding: .utf8)
  }

  /// The lines of the fenced blocks of a language, in order.
  private func blocks(_ language: String, in article: String) -> [[String]] {
    var (found, current): ([[String]], [String]?) = ([], nil)
    var isWanted = false
    for line in article.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = current {
          if isWanted { found.append(block) }
          current = nil
        } else {
          current = []
          isWanted = line.dropFirst(3) == language
        }
      } else {
        current?.append(String(line))
      }
    }
    return found
  }

  /// Lines as they are compared: without indentation, blank lines, imports (a snippet has more) and the marks of snippets.
  private func code(_ lines: [String]) -> [String] {
    lines.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("// snippet.") && !$0.hasPrefix("import ") }
  }

  @Test(arguments: articles)
  func theCodeOfAnArticleIsThatOfItsSnippet(_ path: String, _ snippet: String) throws {
    let article = try text(path)
    #expect(article.contains("`Snippets/\(snippet).swift`"))
    let compiled = code(try text("Snippets/\(snippet).swift").components(separatedBy: "\n"))
    let blocks = blocks("swift", in: article)
    #expect(!blocks.isEmpty)
    for block in blocks.map({ code($0) }) {
      let isThere = compiled.indices.contains { compiled[$0...].starts(with: block) }
      #expect(isThere, "\(path) shows code that is not in the snippet:\n\(block.joined(separator: "\n"))")
    }
  }

  /// Every article is checked, and every snippet is in one.
  @Test func noArticleIsForgotten() throws {
    var found: Set<String> = []
    for catalogue in ["Sources/FDT/FDT.docc", "Sources/DeviceTree/DeviceTree.docc"] {
      let folder = Fixtures.packageRoot.appending(path: catalogue)
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let path = "\(catalogue)/\(file)"
        if try !blocks("swift", in: text(path)).isEmpty { found.insert(path) }
      }
    }
    #expect(found == Set(Self.articles.map(\.0)))
    let snippets = try FileManager.default.contentsOfDirectory(
      atPath: Fixtures.packageRoot.appending(path: "Snippets").path)
    #expect(Set(snippets) == Set(Self.articles.map { "\($0.1).swift" }))
  }

  /// The tutorials read the tree of a real board, and what they show is what comes out.
  @Test(arguments: articles.filter { $0.0.contains("Reading") })
  func aTutorialPrintsWhatItShows(_ path: String, _ snippet: String) throws {
    let program = try Program()
    let built = try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "build/ls3a5000")
    #expect(built.status == 0, "\(built.errors)")
    let block = try #require(blocks("", in: try text(path)).first)
    #expect(block.first == "$ swift run \(snippet) build/ls3a5000/zone0.dtb")
    // Snippets lie beside the program.
    let binary = URL(filePath: Program.path).deletingLastPathComponent().appending(path: snippet).path
    let result = try Tool.run(binary, ["build/ls3a5000/zone0.dtb"], in: program.folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == block.dropFirst().joined(separator: "\n") + "\n")
  }
}
