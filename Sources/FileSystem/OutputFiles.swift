/// A set of files that appear whole, and together as far as the file system lets them.
///
/// Each is written beside its place under another name and brought to the disk; only when all are there do they
/// take their places, one by one. If something fails before that, the old files are as they were. Symbolic links are
/// followed, also to a file that is not there yet, and stay. A file that is replaced keeps owner, group and permissions as
/// far as the system lets it; other names of it (hard links) keep what was in it. Only where the folder lets nothing
/// be replaced, but the file itself may be written, is that done in its place; devices and pipes are written to.
package struct OutputFiles {
  /// What may happen at any moment without a file being there in part.
  package enum Hazard {
    /// The program ends: enough for what a compiler makes again when it is asked to.
    case programEnd
    /// The machine ends.
    case powerLoss
  }

  let hazard: Hazard
  private var pending: [(path: String, bytes: [UInt8])] = []

  package init(surviving hazard: Hazard = .powerLoss) { self.hazard = hazard }

  /// Adds a file to the set.
  package mutating func add(_ path: String, _ bytes: [UInt8]) { pending.append((path, bytes)) }

  /// Writes the set; folders that are missing are made, which is said where one file alone asks for them.
  package func write() throws(CommandError) {
    var staged: [StagedOutput] = []
    var place = ""
    var consequence = "; nothing was changed"
    var madeFolder: String?
    do throws(SystemError) {
      for (number, file) in pending.enumerated() {
        place = file.path
        let target = try OutputTarget(file.path)
        if pending.count == 1 { madeFolder = target.filePath.flatMap { Self.missingFolder(of: $0) } }
        // Given twice, a file is written once, with what came last.
        if let first = staged.firstIndex(where: { $0.target == target }) {
          staged.remove(at: first).discard()
        }
        staged.append(try StagedOutput(file.bytes, for: target, path: file.path, number: number, hazard))
      }
      // What is sent away cannot be taken back; so it goes when all that can be known to fail has not.
      for output in staged where output.target.filePath == nil {
        place = output.path
        consequence = ""
        try output.send()
      }
    } catch {
      for output in staged { output.discard() }
      throw CommandError("\(place): cannot write: \(error.reason)\(consequence)")
    }
    if let madeFolder {
      Files.print("dtkit: note: the folder \(madeFolder) was made\n", to: .standardError)
    }
    try putInPlace(staged.filter { $0.target.filePath != nil })
  }

  private func putInPlace(_ staged: [StagedOutput]) throws(CommandError) {
    for (index, output) in staged.enumerated() {
      do throws(SystemError) {
        try output.takePlace(hazard)
      } catch {
        for rest in staged[index...] { rest.discard() }
        let done =
          index == 0
          ? "nothing was changed"
          : "written before: " + staged[..<index].map { $0.path }.joined(separator: ", ")
        throw CommandError("\(output.path): cannot be replaced: \(error.reason); \(done)")
      }
    }
    guard hazard == .powerLoss else { return }
    var folders: [String] = []
    for output in staged {
      guard let path = output.target.filePath else { continue }
      let folder = POSIX.folder(of: path)
      if !folders.contains(folder) { folders.append(folder) }
    }
    for folder in folders { Self.synchronize(folder) }
  }

  /// The folder of a file if there is none yet.
  private static func missingFolder(of path: String) -> String? {
    let folder = POSIX.folder(of: path)
    return folder.isEmpty || POSIX.exists(folder) ? nil : folder
  }

  /// Brings the new names in a folder to the disk; where the file system cannot, the files themselves are there.
  private static func synchronize(_ folder: String) {
    guard let file = try? OpenFile.reading(folder.isEmpty ? "." : folder) else { return }
    try? file.synchronize()
    try? file.close()
  }
}
