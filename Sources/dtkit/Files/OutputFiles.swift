import SystemPackage

/// A set of files that appear whole, and together as far as the file system lets them.
///
/// Each is written beside its place under another name and brought to the disk; only when all are there do they
/// take their places, one by one. If something fails before that, the old files are as they were.
struct OutputFiles {
  /// What may happen at any moment without a file being there in part.
  enum Hazard {
    /// The program ends: enough for what a compiler makes again when it is asked to.
    case programEnd
    /// The machine ends.
    case powerLoss
  }

  private let hazard: Hazard
  private var pending: [(path: String, bytes: [UInt8])] = []

  init(surviving hazard: Hazard = .powerLoss) { self.hazard = hazard }

  /// Adds a file to the set.
  mutating func add(_ path: String, _ bytes: [UInt8]) { pending.append((path, bytes)) }

  /// Writes the set; folders that are missing are made, which is said where one file alone asks for them, and a
  /// symbolic link is followed.
  func write() throws(CommandError) {
    var staged: [(temporary: String, path: String)] = []
    let madeFolder = pending.first.flatMap { Self.missingFolder(of: $0.path) }
    do {
      for file in pending {
        let path = POSIX.behindLinks(file.path)
        let temporary = Self.temporaryName(for: path)
        staged.append((temporary, path))
        try stage(file.bytes, at: temporary, for: path)
      }
    } catch {
      for file in staged { POSIX.remove(FilePath(file.temporary)) }
      let path = staged.last?.path ?? ""
      throw CommandError("\(path): cannot write: \("\(error)".lowercasedFirst); nothing was changed")
    }
    if pending.count == 1, let madeFolder {
      Files.print("dtkit: note: the folder \(madeFolder) was made\n", to: .standardError)
    }
    for (index, file) in staged.enumerated() {
      do throws(Errno) {
        try POSIX.rename(FilePath(file.temporary), to: FilePath(file.path))
      } catch {
        for rest in staged[index...] { POSIX.remove(FilePath(rest.temporary)) }
        let done =
          index == 0
          ? "nothing was changed" : "written before: " + staged[..<index].map(\.path).joined(separator: ", ")
        throw CommandError("\(file.path): cannot be replaced: \(error.description.lowercasedFirst); \(done)")
      }
    }
    guard hazard == .powerLoss else { return }
    for folder in Set(staged.map { FilePath($0.path).removingLastComponent() }) { Self.synchronize(folder) }
  }

  /// The folder of a file if there is none yet.
  private static func missingFolder(of path: String) -> FilePath? {
    let folder = FilePath(path).removingLastComponent()
    return folder.isEmpty || POSIX.exists(folder) ? nil : folder
  }

  /// A name beside the file that no other running program takes.
  private static func temporaryName(for path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
    return "\(path[..<name]).\(path[name...]).\(POSIX.processID).tmp"
  }

  private func stage(_ bytes: [UInt8], at temporary: String, for path: String) throws {
    let old = POSIX.permissions(ofFile: path)
    if old == nil, POSIX.isFolder(FilePath(path)) { throw Errno.isDirectory }
    let file = try Self.create(temporary, for: path)
    try file.closeAfter {
      try POSIX.write(bytes, to: file)
      // A file that is replaced keeps its permissions.
      if let old { try POSIX.setPermissions(old, of: file) }
      if hazard == .powerLoss { try POSIX.synchronize(file) }
    }
  }

  /// Makes a new file; what is in the way from an earlier time goes, and a folder that is missing is made.
  private static func create(_ temporary: String, for path: String) throws -> FileDescriptor {
    do throws(Errno) {
      return try open(temporary)
    } catch .fileExists {
      POSIX.remove(FilePath(temporary))
    } catch .noSuchFileOrDirectory {
      try POSIX.makeFolder(FilePath(path).removingLastComponent())
    }
    return try open(temporary)
  }

  private static func open(_ temporary: String) throws(Errno) -> FileDescriptor {
    try POSIX.open(
      temporary, .writeOnly, [.create, .exclusiveCreate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
  }

  /// Brings the new names in a folder to the disk; where the file system cannot, the files themselves are there.
  private static func synchronize(_ folder: FilePath) {
    guard let file = try? FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly) else { return }
    try? POSIX.synchronize(file)
    try? file.close()
  }
}
