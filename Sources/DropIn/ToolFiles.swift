import FileSystem

/// How the old tools take files and leave them: as with `open` and `write`, but whole or not at all.
enum ToolFiles {
  /// Writes a file into a folder that is there; the error is the reason alone.
  ///
  /// `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
    if path == "-" { return Files.write(bytes) }
    do throws(SystemError) {
      try Files.checkOpening(path)
    } catch {
      throw CommandError("\(error)")
    }
    do throws(CommandError) {
      try Files.replace(path, with: bytes, surviving: .programEnd)
    } catch {
      throw CommandError(error.message(without: path))
    }
  }
}
