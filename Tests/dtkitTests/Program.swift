import Foundation
import Testing
import TestSupport

/// The built program, run as a user runs it.
struct Program {
  /// Where it runs: a folder of its own in which `dts` is the repository's.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "dts"), withDestinationURL: Fixtures.packageRoot.appending(path: "dts"))
  }

  /// The binary lies beside the bundle of the tests.
  static var path: String {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let candidates = [
      URL(filePath: bundle).deletingLastPathComponent().appending(path: "dtkit"),
      Fixtures.packageRoot.appending(path: ".build/debug/dtkit"),
    ]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }?.path ?? "dtkit"
  }

  /// The program of dtc's names alone, built beside it.
  static var smallPath: String { path + "-dtc" }

  @discardableResult
  func run(_ arguments: String..., input: [UInt8] = []) throws -> Tool.Result {
    try run(arguments, input: input)
  }

  func run(_ arguments: [String], input: [UInt8] = []) throws -> Tool.Result {
    try Tool.run(Self.path, arguments, input: input, in: folder.url)
  }

  /// The words of a command line as a shell takes them, single quotes around what belongs together.
  static func words(_ line: some StringProtocol) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        words.append(String(part))
      } else {
        words += String(part).split(separator: " ").map { String($0) }
      }
    }
    return words
  }

  func url(_ path: String) -> URL { folder.url.appending(path: path) }

  func write(_ text: String, to path: String) throws {
    let url = url(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }

  func json(_ result: Tool.Result) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
  }
}
