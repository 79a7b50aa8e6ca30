import SystemPackage

/// A set of files that appear whole, and together as far as the file system lets them.
///
/// Each is written beside its place under another name and brought to the disk; only when all are there do they
/// take their places, one by one. If something fails before that, the old files are as they were.
struct OutputFiles {
  private var pending: [(path: FilePath, bytes: [UInt8])] = []

  /// Adds a file to the set.
  mutating func add(_ path: String, _ bytes: [UInt8]) { pending.append((FilePath(path), bytes)) }

  /// Writes the set; folders that are missing are made, and a symbolic link is followed.
  func write() throws(CommandError) {
    var staged: [(temporary: FilePath, path: FilePath)] = []
    do {
      for file in pending {
        let path = POSIX.resolved(file.path) ?? file.path
        let temporary = Self.temporaryName(for: path)
        POSIX.remove(temporary)
        staged.append((temporary, path))
        try Self.stage(file.bytes, at: temporary, for: path)
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
        let done =
          index == 0
          ? "nothing was changed"
          : "written before: " + staged[..<index].map(\.path.string).joined(separator: ", ")
        throw CommandError("\(file.path): cannot be replaced: \(error.description.lowercasedFirst); \(done)")
      }
    }
    for folder in Set(staged.map { $0.path.removingLastComponent() }) { Self.synchronize(folder) }
  }

  private static func temporaryName(for path: FilePath) -> FilePath {
    let name = path.lastComponent?.string ?? "output"
    return path.removingLastComponent().appending(".\(name).\(POSIX.processID).tmp")
  }

  private static func stage(_ bytes: [UInt8], at temporary: FilePath, for path: FilePath) throws {
    if POSIX.isFolder(path) { throw Errno.isDirectory }
    try POSIX.makeFolder(path.removingLastComponent())
    let file = try FileDescriptor.open(
      temporary, .writeOnly, options: [.create, .exclusiveCreate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter {
      _ = try file.writeAll(bytes)
      // A file that is replaced keeps its permissions.
      if let permissions = POSIX.permissions(of: path) { try POSIX.setPermissions(permissions, of: file) }
      try POSIX.synchronize(file)
    }
  }

  /// Brings the new names in a folder to the disk; where the file system cannot, the files themselves are there.
  private static func synchronize(_ folder: FilePath) {
    guard let file = try? FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly) else { return }
    try? POSIX.synchronize(file)
    try? file.close()
  }
}
