import SystemPackage

/// Reads and writes whole files; `-` is standard input or output.
enum Files {
  /// All bytes of the file at `path`.
  static func read(_ path: String) throws(CommandError) -> [UInt8] {
    do {
      if path == "-" { return try readAll(.standardInput) }
      if POSIX.isFolder(FilePath(path)) { throw Errno.isDirectory }
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      return try file.closeAfter { try readAll(file) }
    } catch let error as Errno {
      throw CommandError("\(path): \(error.description.lowercasedFirst)")
    } catch {
      throw CommandError("\(path): \(error)")
    }
  }

  /// All bytes of the file, or nil if there is none at `path`.
  static func readIfPresent(_ path: String) throws(CommandError) -> [UInt8]? {
    POSIX.exists(FilePath(path)) ? try read(path) : nil
  }

  private static func readAll(_ file: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) { _ = try? FileDescriptor.standardOutput.writeAll(bytes) }

  /// Writes to standard output or standard error.
  static func print(_ text: String, to file: FileDescriptor = .standardOutput) {
    _ = try? file.writeAll(text.utf8)
  }
}

extension String {
  /// The text with a small first letter, to stand behind a colon.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
