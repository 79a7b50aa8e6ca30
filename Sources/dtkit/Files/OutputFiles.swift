import SystemPackage

/// A set of files that appear whole and together, or not at all.
///
/// Each is written beside its place under another name and brought to the disk; only when all are there do they
/// take their places. If something fails before that, the old files are as they were.
struct OutputFiles {
  private var pending: [(path: FilePath, bytes: [UInt8])] = []

  /// Adds a file to the set.
  mutating func add(_ path: String, _ bytes: [UInt8]) { pending.append((FilePath(path), bytes)) }

  /// Writes the set; folders that are missing are made.
  func write() throws(CommandError) {
    var staged: [(temporary: FilePath, path: FilePath)] = []
    do {
      for file in pending {
        let temporary = Self.temporaryName(for: file.path)
        staged.append((temporary, file.path))
        try Self.stage(file.bytes, at: temporary, for: file.path)
      }
    } catch {
      for file in staged { POSIX.remove(file.temporary) }
      let path = staged.last?.path.string ?? ""
      throw CommandError("\(path): cannot write: \("\(error)".lowercasedFirst); nothing was changed")
    }
    for (index, file) in staged.enumerated() {
      do throws(Errno) {
        try POSIX.rename(file.temporary, to: file.path)
      } catch {
        for rest in staged[index...] { POSIX.remove(rest.temporary) }
        throw CommandError("\(file.path): cannot be replaced: \(error.description.lowercasedFirst)")
      }
    }
  }

  private static func temporaryName(for path: FilePath) -> FilePath {
    let name = path.lastComponent?.string ?? "output"
    return path.removingLastComponent().appending(".\(name).\(POSIX.processID).tmp")
  }

  private static func stage(_ bytes: [UInt8], at temporary: FilePath, for path: FilePath) throws {
    if POSIX.isFolder(path) { throw Errno.isDirectory }
    try POSIX.makeFolder(path.removingLastComponent())
    // A file that is replaced keeps its permissions.
    let file = try FileDescriptor.open(
      temporary, .writeOnly, options: [.create, .truncate],
      permissions: POSIX.permissions(of: path) ?? [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter {
      _ = try file.writeAll(bytes)
      try POSIX.synchronize(file)
    }
  }
}
