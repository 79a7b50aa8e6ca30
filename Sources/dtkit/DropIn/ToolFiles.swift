import SystemPackage

/// How the old tools take files and leave them: as with `open` and `write`, but whole or not at all.
enum ToolFiles {
  /// Writes a file into a folder that is there; the error is the reason alone.
  ///
  /// `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
    if path == "-" { return Files.write(bytes) }
    let file = FilePath(path)
    let folder = folder(of: file)
    if !folder.isEmpty, !POSIX.exists(folder) { throw CommandError("\(Errno.noSuchFileOrDirectory)") }
    if !folder.isEmpty, !POSIX.isFolder(folder) { throw CommandError("\(Errno.notDirectory)") }
    if POSIX.isFolder(file) { throw CommandError("\(Errno.isDirectory)") }
    // A new file in its place would need no permission of the old one's.
    if POSIX.exists(file), !POSIX.isWritable(file) { throw CommandError("\(Errno.permissionDenied)") }
    try Files.replace(path, with: bytes, surviving: .programEnd)
  }

  /// The path without its last component.
  ///
  /// For `removingLastComponent()` the runtime makes types with constraints, which takes longer than the file's writing.
  private static func folder(of file: FilePath) -> FilePath {
    let path = file.string
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : FilePath(String(path[..<slash]))
  }
}
