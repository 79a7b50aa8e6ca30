import Foundation
import KernelImage
import TestSupport
import Testing

@Suite struct UnifiedDiffTests {
  @Test func showsAChangeWithItsSurroundings() {
    let before = (1...20).map { "line \($0)\n" }.joined()
    let after = before.replacing("line 10\n", with: "line ten\nand more\n")
    let diff = UnifiedDiff(path: "dir/file", before: before, after: after)
    #expect(
      diff.text == """
        --- a/dir/file
        +++ b/dir/file
        @@ -7,7 +7,8 @@
         line 7
         line 8
         line 9
        -line 10
        +line ten
        +and more
         line 11
         line 12
         line 13

        """)
    #expect(diff.removedCount == 1)
    #expect(diff.insertedCount == 2)
  }

  @Test func joinsChangesThatShareTheirSurroundings() {
    let before = (1...30).map { "\($0)\n" }.joined()
    func hunks(_ first: Int, _ second: Int) -> Int {
      let after = (1...30).map { $0 == first || $0 == second ? "x\n" : "\($0)\n" }.joined()
      return UnifiedDiff(path: "f", before: before, after: after).text.components(separatedBy: "\n@@ ").count
        - 1
    }
    #expect(hunks(5, 12) == 1)
    #expect(hunks(5, 13) == 2)
    #expect(hunks(1, 30) == 2)
  }

  @Test func aNewFileComesFromNowhere() {
    #expect(
      UnifiedDiff(path: "n", before: nil, after: "a\nb\n").text
        == "--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+a\n+b\n")
  }

  @Test func equalTextsGiveNothing() {
    #expect(UnifiedDiff(path: "f", before: "a\n", after: "a\n").isEmpty)
    #expect(UnifiedDiff(path: "f", before: "", after: "").bytes == [])
    #expect(!UnifiedDiff(path: "f", before: nil, after: "").isEmpty)
  }

  @Test func binaryContentsAreOnlyNamed() {
    let diff = UnifiedDiff(path: "logo.bin", before: [1, 0], after: [2, 0])
    #expect(diff.text == "Binary files a/logo.bin and b/logo.bin differ\n")
  }

  /// Texts that differ here and there, some without a newline at their end, some empty.
  static func pairs(seed: UInt64, count: Int) -> [(old: String, new: String)] {
    var generator = SeededGenerator(seed: seed)
    let words = ["a", "b", "c", "dtb-y", "", "  indented", "- minus", "+ plus", "@@ hunk", "\\ no"]
    func line() -> String { words.randomElement(using: &generator) ?? "" }
    return (0..<count).map { _ in
      var old: [String] = []
      for _ in 0..<Int.random(in: 0...40, using: &generator) { old.append(line()) }
      var new = old
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let place = Int.random(in: 0...new.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: new.insert(line(), at: place)
        case 1: if place < new.count { new.remove(at: place) }
        default: if place < new.count { new[place] = line() }
        }
      }
      func text(_ lines: [String]) -> String {
        let joined = lines.joined(separator: "\n")
        return lines.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 ? joined : joined + "\n"
      }
      return (text(old), text(new))
    }
  }

  /// Applies `patch` in a folder that holds `files` and returns what they then are.
  static func apply(
    _ tool: [String], _ patch: [UInt8], to files: [String: [UInt8]]
  ) throws -> (result: Tool.Result, files: [String: [UInt8]]) {
    let folder = try TemporaryFolder()
    try TreeFixtures.write(files, to: folder.url)
    let result = try Tool.run(tool[0], Array(tool.dropFirst()), input: patch, in: folder.url)
    var after: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) {
      if let data = FileManager.default.contents(atPath: folder.url.appending(path: path).path) {
        after[path] = [UInt8](data)
      }
    }
    return (result, after)
  }

  static let tools = [["patch", "-p1", "-s", "--fuzz=0"], ["git", "apply", "-p1", "--whitespace=nowarn"]]

  @Test(.enabled(if: ELFToolchainTests.has("patch") && ELFToolchainTests.has("git")), arguments: tools)
  func toolsApplyIt(_ tool: [String]) throws {
    let seed: UInt64 = 0x7061_7463
    // One patch over many files is one run of the program instead of many.
    var (before, after): ([String: [UInt8]], [String: [UInt8]]) = ([:], [:])
    var patch: [UInt8] = []
    for (index, pair) in Self.pairs(seed: seed, count: 300).enumerated() {
      let path = "folder/file \(index % 2 == 0 ? "a" : "ü")\(index)"
      before[path] = Array(pair.old.utf8)
      after[path] = Array(pair.new.utf8)
      patch += UnifiedDiff(path: path, before: before[path], after: Array(pair.new.utf8)).bytes
    }
    for (index, text) in ["one\n", "no newline", "two\nlines\n", ""].enumerated() {
      after["new/file\(index)"] = Array(text.utf8)
      patch += UnifiedDiff(path: "new/file\(index)", before: nil, after: Array(text.utf8)).bytes
    }
    let (result, files) = try Self.apply(tool, patch, to: before)
    #expect(result.status == 0, "seed \(seed): \(result.errors)\(result.text)")
    for (path, bytes) in after {
      // Both tools delete a file that a patch leaves empty.
      #expect((files[path] ?? []) == bytes, "seed \(seed): \(path)")
    }
  }

  @Test(.enabled(if: ELFToolchainTests.has("diff"))) func isAsShortAsDiff() throws {
    let folder = try TemporaryFolder()
    for pair in Self.pairs(seed: 0x6d69_6e21, count: 60) where pair.old != pair.new {
      try TreeFixtures.write(["a": Array(pair.old.utf8), "b": Array(pair.new.utf8)], to: folder.url)
      let expected = try Tool.run("diff", ["--minimal", "a", "b"], in: folder.url).text
        .split(separator: "\n").filter { $0.hasPrefix("<") || $0.hasPrefix(">") }.count
      let diff = UnifiedDiff(path: "f", before: pair.old, after: pair.new)
      #expect(diff.removedCount + diff.insertedCount == expected)
    }
  }

  /// Texts without a line in common, and far more changes than the search goes through.
  @Test(.timeLimit(.minutes(1))) func hugeDifferencesEndSoonAndStillApply() throws {
    let old = (0..<60_000).map { "old \($0)\n" }.joined()
    let new = "first\n" + (0..<60_000).map { $0 % 7 == 0 ? "old \($0)\n" : "new \($0)\n" }.joined()
    let diff = UnifiedDiff(path: "f", before: old, after: new)
    let (result, files) = try Self.apply(Self.tools[1], diff.bytes, to: ["f": Array(old.utf8)])
    #expect(result.status == 0, "\(result.errors)")
    #expect(files["f"] == Array(new.utf8))
  }
}
