import FileSystem

/// How the old tools take files and leave them: as with `open` and `write`, but whole or not at all.
enum ToolFiles {
  /// Writes a file into a folder that is there; the error is the reason alone.
  ///
  /// `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
    if path == "-" { return Files.write(bytes) }
    let folder = POSIX.folder(of: path)
    switch folder.isEmpty ? .folder : POSIX.kind(of: folder) {
    case .folder: break
    case nil: throw CommandError("\(SystemError.noSuchFileOrDirectory)")
    default: throw CommandError("\(SystemError.notDirectory)")
    }
    let old = POSIX.kind(of: path)
    if old == .folder { throw CommandError("\(SystemError.isDirectory)") }
    // A new file in its place would need no permission of the old one's.
    if old != nil, !POSIX.isWritable(path) { throw CommandError("\(SystemError.permissionDenied)") }
    try Files.replace(path, with: bytes, surviving: .programEnd)
  }
}
