import Foundation
import Testing
import TestSupport

/// What README shows as an answer is what the program answers.
@Suite struct ReadmeTests {
  /// A block that begins with `$ dtkit …`: the call, and the answer up to a line "…".
  private struct Example {
    var arguments: [String]
    var answer: String
  }

  private static func examples() throws -> [Example] {
    let readme = try String(contentsOf: Fixtures.packageRoot.appending(path: "README.md"), encoding: .utf8)
    return readme.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.compactMap {
      block in
      let lines = block.element.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      guard let call = lines.first, call.hasPrefix("$ dtkit ") else { return nil }
      let answer = lines.dropFirst().prefix { $0 != "…" }.joined(separator: "\n")
      return Example(
        arguments: call.dropFirst("$ dtkit ".count).split(separator: " ").map(String.init), answer: answer)
    }
  }

  @Test func everyAnswerIsTheProgramsOwn() throws {
    let program = try Program()
    try FileManager.default.createSymbolicLink(
      at: program.url("fixtures"), withDestinationURL: Fixtures.packageRoot.appending(path: "fixtures"))
    try KernelTreeFixture.install(in: program, at: "linux-6.13")
    let examples = try Self.examples()
    #expect(examples.count >= 4)
    for example in examples {
      let result = try program.run(example.arguments)
      #expect(!example.answer.isEmpty)
      #expect(
        result.text.hasPrefix(example.answer),
        "dtkit \(example.arguments.joined(separator: " "))\n\(result.text)")
    }
  }
}
