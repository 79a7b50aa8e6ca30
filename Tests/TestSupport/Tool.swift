public import Foundation

/// Runs another program and collects what it says.
public struct Tool {
  /// What a finished run left behind.
  public struct Result {
    /// The program's exit status.
    public var status: Int32
    /// All of standard output.
    public var output: [UInt8]
    /// All of standard error, as text.
    public var errors: String
    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs `name`, found on PATH unless it is a path, with `arguments`; `input` goes to standard input.
  public static func run(
    _ name: String, _ arguments: [String] = [], input: [UInt8] = [], in directory: URL? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    if let directory { process.currentDirectoryURL = directory }
    // Files rather than pipes: no program can block on a full pipe.
    let folder = try TemporaryFolder()
    let inputURL = folder.url.appending(path: "input")
    let outputURL = folder.url.appending(path: "output")
    let errorURL = folder.url.appending(path: "errors")
    try Data(input).write(to: inputURL)
    try Data().write(to: outputURL)
    try Data().write(to: errorURL)
    process.standardInput = try FileHandle(forReadingFrom: inputURL)
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: errorURL)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: [UInt8](try Data(contentsOf: outputURL)),
      errors: String(decoding: try Data(contentsOf: errorURL), as: UTF8.self))
  }
}

/// A folder of its own that goes when the value goes.
public final class TemporaryFolder {
  /// Where it is.
  public let url: URL

  /// Makes the folder below the system's place for temporary files.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "dtkit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
