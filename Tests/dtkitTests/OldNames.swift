import Foundation
import TestSupport

extension Program {
  /// Runs the program through a symbolic link of this name.
  func run(as name: String, _ arguments: [String], input: [UInt8] = []) throws -> Tool.Result {
    let link = url("names/\(name)")
    if !FileManager.default.fileExists(atPath: link.path) {
      try FileManager.default.createDirectory(
        at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: Self.path))
    }
    return try Tool.run(link.path, arguments, input: input, in: folder.url)
  }

  /// Runs Debian's own tool of that name in the same folder.
  func runDebians(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> Tool.Result {
    try Tool.run("/usr/bin/\(name)", arguments, input: input, in: folder.url)
  }
}
