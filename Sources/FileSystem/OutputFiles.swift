/// A set of files that appear whole, and together as far as the file system lets them.
///
/// Each is written beside its place under another name and brought to the disk; only when all are there do they
/// take their places, one by one. If something fails before that, the old files are as they were.
package struct OutputFiles {
  /// What may happen at any moment without a file being there in part.
  package enum Hazard {
    /// The program ends: enough for what a compiler makes again when it is asked to.
    case programEnd
    /// The machine ends.
    case powerLoss
  }

  private let hazard: Hazard
  private var pending: [(path: String, bytes: [UInt8])] = []

  package init(surviving hazard: Hazard = .powerLoss) { self.hazard = hazard }

  /// Adds a file to the set.
  package mutating func add(_ path: String, _ bytes: [UInt8]) { pending.append((path, bytes)) }

  /// Writes the set; folders that are missing are made, which is said where one file alone asks for them, and a
  /// symbolic link is followed.
  package func write() throws(CommandError) {
    var staged: [(temporary: String, path: String)] = []
    let madeFolder = pending.first.flatMap { Self.missingFolder(of: $0.path) }
    do throws(SystemError) {
      var paths: Set<String> = []
      for (number, file) in pending.enumerated() {
        let path = POSIX.behindLinks(file.path)
        // Given twice, a file is written once, with what came last.
        if !paths.insert(path).inserted, let first = staged.firstIndex(where: { $0.path == path }) {
          POSIX.remove(staged[first].temporary)
          staged.remove(at: first)
        }
        let temporary = Self.temporaryName(for: path, number: number)
        staged.append((temporary, path))
        try stage(file.bytes, at: temporary, for: path)
      }
    } catch {
      for file in staged { POSIX.remove(file.temporary) }
      let path = staged.last?.path ?? ""
      throw CommandError("\(path): cannot write: \(error.reason); nothing was changed")
    }
    if pending.count == 1, let madeFolder {
      Files.print("dtkit: note: the folder \(madeFolder) was made\n", to: .standardError)
    }
    for (index, file) in staged.enumerated() {
      do throws(SystemError) {
        try POSIX.rename(file.temporary, to: file.path)
      } catch {
        for rest in staged[index...] { POSIX.remove(rest.temporary) }
        let done =
          index == 0
          ? "nothing was changed"
          : "written before: " + staged[..<index].map { $0.path }.joined(separator: ", ")
        throw CommandError("\(file.path): cannot be replaced: \(error.reason); \(done)")
      }
    }
    guard hazard == .powerLoss else { return }
    for folder in Set(staged.map { POSIX.folder(of: $0.path) }) { Self.synchronize(folder) }
  }

  /// The folder of a file if there is none yet.
  private static func missingFolder(of path: String) -> String? {
    let folder = POSIX.folder(of: path)
    return folder.isEmpty || POSIX.exists(folder) ? nil : folder
  }

  /// A name beside the file that no other running program takes.
  ///
  /// It is short, since a name may be as long as the file system lets it.
  private static func temporaryName(for path: String, number: Int) -> String {
    POSIX.path(of: ".dtkit.\(POSIX.processID).\(number).tmp", in: POSIX.folder(of: path))
  }

  private func stage(_ bytes: [UInt8], at temporary: String, for path: String) throws(SystemError) {
    let old = POSIX.permissions(ofFile: path)
    if old == nil, POSIX.isFolder(path) { throw .isDirectory }
    let file = try Self.make(temporary, for: path)
    do throws(SystemError) {
      try file.write(bytes)
      // A file that is replaced keeps its permissions.
      if let old { try file.setPermissions(old) }
      if hazard == .powerLoss { try file.synchronize() }
    } catch {
      try? file.close()
      throw error
    }
    try file.close()
  }

  /// Makes a new file; what is in the way from an earlier time goes, and a folder that is missing is made.
  private static func make(_ temporary: String, for path: String) throws(SystemError) -> OpenFile {
    do throws(SystemError) {
      return try .making(temporary)
    } catch .fileExists {
      POSIX.remove(temporary)
    } catch .noSuchFileOrDirectory {
      try POSIX.makeFolder(POSIX.folder(of: path))
    }
    return try .making(temporary)
  }

  /// Brings the new names in a folder to the disk; where the file system cannot, the files themselves are there.
  private static func synchronize(_ folder: String) {
    guard let file = try? OpenFile.reading(folder.isEmpty ? "." : folder) else { return }
    try? file.synchronize()
    try? file.close()
  }
}
