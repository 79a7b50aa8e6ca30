import DTS
import Foundation
import TestSupport
import Testing

/// What GNU cpp does with assembler sources, case by case: the tokens of `fixtures/cpp/cases` are cpp's, and what cpp
/// refuses is refused.
@Suite struct PreprocessorCaseTests {
  @Test func casesHaveTheTokensOfCpp() throws {
    let root = Fixtures.url("cpp")
    let cases = try String(contentsOf: root.appending(path: "cases"), encoding: .utf8).components(
      separatedBy: "\n@@\n")
    #expect(cases.count > 120)
    let folder = try TemporaryFolder()
    let folders = ["inc", "inc2"].map { root.appending(path: $0).path(percentEncoded: false) }
    for (index, text) in cases.enumerated() {
      let path = folder.url.appending(path: "\(index).dts").path(percentEncoded: false)
      try Data(text.utf8).write(to: URL(filePath: path))
      let options = ["-P", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp"]
      let cpp = try Tool.run("cpp", options + folders.flatMap { ["-I", $0] } + [path])
      var ours: [UInt8]?
      do {
        let compiler = DTSCompiler(loader: fileLoader, includePaths: folders)
        ours = try compiler.preprocess(Array(text.utf8), path: path).bytes(lineMarkers: false)
      } catch {
        #expect(cpp.status != 0, "case \(index) is refused:\n\(text)\n\(error)")
      }
      guard let ours else { continue }
      #expect(cpp.status == 0, "case \(index) is not refused:\n\(text)\n\(cpp.errors)")
      if cpp.status == 0 {
        #expect(Self.tokens(ours) == Self.tokens(cpp.output), "case \(index):\n\(text)")
      }
    }
  }

  private static let operators = Set(
    [
      "...", "<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "->", "++", "--", "##", "+=", "-=",
      "*=", "/=", "%=", "&=", "|=", "^=",
    ].map { Array($0.utf8) })

  /// C's tokens; a quote that is not closed on its line is one by itself.
  static func tokens(_ text: [UInt8]) -> [String] {
    var tokens: [String] = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      var rest = line[...]
      while let first = rest.first {
        if first <= 0x20 {
          rest.removeFirst()
          continue
        }
        let count = length(rest, first)
        tokens.append(String(decoding: rest.prefix(count), as: UTF8.self))
        rest = rest.dropFirst(count)
      }
    }
    return tokens
  }

  private static func length(_ rest: ArraySlice<UInt8>, _ first: UInt8) -> Int {
    func isWord(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter || isDigit(byte)
    }
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      var index = rest.startIndex + 1
      while index < rest.endIndex, rest[index] != first {
        index += rest[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return index < rest.endIndex ? index + 1 - rest.startIndex : 1
    }
    let isNumber = isDigit(first) || first == UInt8(ascii: ".") && rest.dropFirst().first.map(isDigit) == true
    if isNumber || isWord(first) {
      var last = first
      return rest.prefix { byte in
        let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        let isExponent = last | 0x20 == UInt8(ascii: "e") || last | 0x20 == UInt8(ascii: "p")
        last = byte
        return isWord(byte) || isNumber && (byte == UInt8(ascii: ".") || isSign && isExponent)
      }.count
    }
    return (2...3).reversed().first { operators.contains(Array(rest.prefix($0))) } ?? 1
  }
}
