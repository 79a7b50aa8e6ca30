import Foundation
import Testing
import TestSupport

/// What README and docs/boot-log.md show as an answer is what the program answers.
@Suite struct ReadmeTests {
  /// A block that begins with `$ dtkit …`: the call, and the answer up to a line "…".
  private struct Example {
    var arguments: [String]
    var answer: String
  }

  private static func examples() throws -> [Example] {
    let readme = try String(contentsOf: Fixtures.packageRoot.appending(path: "README.md"), encoding: .utf8)
    return readme.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.compactMap {
      example($0.element.split(separator: "\n", omittingEmptySubsequences: false).dropFirst())
    }
  }

  private static func example(_ lines: ArraySlice<Substring>) -> Example? {
    guard let call = lines.first, call.hasPrefix("$ dtkit ") else { return nil }
    let answer = lines.dropFirst().prefix { $0 != "…" }.joined(separator: "\n")
    return Example(
      arguments: Program.words(call.dropFirst("$ dtkit ".count)), answer: answer)
  }

  /// Blocks that are set off by four blanks.
  private static func indentedExamples(_ path: String) throws -> [Example] {
    let text = try String(contentsOf: Fixtures.packageRoot.appending(path: path), encoding: .utf8)
    var blocks: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    ") {
        blocks[blocks.count - 1].append(line.dropFirst(4))
      } else if line.isEmpty, blocks.last?.isEmpty == false {
        blocks[blocks.count - 1].append(line)
      } else if blocks.last?.isEmpty == false {
        blocks.append([])
      }
    }
    return blocks.compactMap { block in
      example(block[..<((block.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }
  }

  @Test func everyAnswerIsTheProgramsOwn() throws {
    let program = try Program()
    try FileManager.default.createSymbolicLink(
      at: program.url("fixtures"), withDestinationURL: Fixtures.packageRoot.appending(path: "fixtures"))
    try KernelTreeFixture.install(in: program, at: "linux-6.13")
    let examples = try Self.examples()
    let ofLogs = try Self.indentedExamples("docs/boot-log.md")
    #expect(examples.count >= 4)
    #expect(ofLogs.count >= 2)
    for example in examples + ofLogs {
      let result = try program.run(example.arguments)
      #expect(!example.answer.isEmpty)
      #expect(
        result.text.hasPrefix(example.answer),
        "dtkit \(example.arguments.joined(separator: " "))\n\(result.text)")
    }
  }
}
