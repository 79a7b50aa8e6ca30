public import Foundation

/// Where the recorded inputs of the tests lie.
public enum Fixtures {
  /// The package's root folder, from this file's own place in it.
  public static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder `fixtures/` with `path` appended.
  public static func url(_ path: String) -> URL {
    packageRoot.appending(path: "fixtures").appending(path: path)
  }

  /// The bytes of `fixtures/PATH`.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url(path)))
  }

  /// The text of `fixtures/PATH`.
  public static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }
}
