import DeviceTree

/// Reads and writes whole files; `-` is standard input or output.
package enum Files {
  /// The most bytes that are read of a source, a blob or a configuration: no such file is near it, and a device or
  /// a pipe that never ends is noticed.
  package static let limit = 256 << 20
  /// The same for a kernel's ELF file with all its debugging information.
  package static let kernelLimit = 4 << 30

  /// All bytes of the file at `path`.
  package static func read(_ path: String, limit: Int = limit) throws(CommandError) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try load(path, limit: limit)
    } catch {
      let near = error == .noSuchFileOrDirectory ? closest(to: path) : nil
      throw CommandError(
        "\(path): \(error.reason)", help: near.map { "did you mean \($0)?" }, path: path)
    }
    guard let bytes else { throw CommandError("\(path): \(tooMuch(limit))", path: path) }
    return bytes
  }

  private static func load(_ path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    try path == "-" ? OpenFile.standardInput.contents(limit: limit) : loadFile(path, limit: limit)
  }

  private static func loadFile(_ path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    let file = try OpenFile.reading(path)
    defer { try? file.close() }
    return try file.contents(limit: limit)
  }

  /// A path whose name is a likely spelling of one that is not there.
  private static func closest(to path: String) -> String? {
    let folder = POSIX.folder(of: path)
    let names = (try? POSIX.names(in: folder.isEmpty ? "." : folder)) ?? []
    return Spelling.closest(to: String(POSIX.lastComponent(of: path)), among: names)
      .map { POSIX.path(of: $0, in: folder) }
  }

  /// All bytes of the file at `path`; the error is the reason alone, in the system's words.
  package static func contents(of path: String, limit: Int = limit) throws(CommandError) -> [UInt8] {
    do throws(SystemError) {
      if let bytes = try load(path, limit: limit) { return bytes }
    } catch {
      throw CommandError("\(error)")
    }
    throw CommandError(tooMuch(limit))
  }

  private static func tooMuch(_ limit: Int) -> String { "there are more than \(limit >> 20) MiB in it" }

  /// All bytes of the file, or nil if there is none at `path`.
  package static func readIfPresent(_ path: String, limit: Int = limit) throws(CommandError) -> [UInt8]? {
    do throws(SystemError) {
      if let bytes = try loadFile(path, limit: limit) { return bytes }
    } catch {
      // Nothing is there is the usual answer where several folders are searched: it is to cost no more than that.
      if error == .noSuchFileOrDirectory || !POSIX.exists(path) { return nil }
      throw CommandError("\(path): \(error.reason)", path: path)
    }
    throw CommandError("\(path): \(tooMuch(limit))", path: path)
  }

  /// Puts a file in the place of what is at `path`, as `OutputFiles` does.
  package static func replace(
    _ path: String, with bytes: [UInt8], surviving hazard: OutputFiles.Hazard = .powerLoss
  ) throws(CommandError) {
    var files = OutputFiles(surviving: hazard)
    files.add(path, bytes)
    try files.write()
  }

  /// Fails as `open` would where a program opens `path` and writes: in a folder that is missing, or into a file that this
  /// process may not write, although another could take its place.
  package static func checkOpening(_ path: String) throws(SystemError) {
    guard let place = try OutputTarget(path).filePath else { return }
    let folder = POSIX.folder(of: place)
    switch folder.isEmpty ? .folder : POSIX.kind(of: folder) {
    case .folder: break
    case nil: throw .noSuchFileOrDirectory
    default: throw .notDirectory
    }
    if POSIX.exists(place), !POSIX.isWritable(place) { throw .permissionDenied }
  }

  /// Fails if a result would take the place of what it is made from.
  package static func check(_ output: String, isNot input: String) throws(CommandError) {
    guard output != "-", let place = POSIX.resolved(output), place == POSIX.resolved(input) else { return }
    throw CommandError("\(output): this is the input, which would be lost", help: "name another file with -o")
  }

  /// Writes text to standard output or standard error.
  package static func print(_ text: String, to file: OpenFile = .standardOutput) {
    write(Array(text.utf8), to: file)
  }

  /// Writes bytes to standard output or standard error.
  ///
  /// Where standard output takes no more, an answer that looks whole would be a lie: the program ends with 2. A
  /// reader that went away (`| head`) has what it wanted.
  package static func write(_ bytes: [UInt8], to file: OpenFile = .standardOutput) {
    do throws(SystemError) {
      try file.write(bytes)
    } catch {
      // If standard error is closed, there is nobody to tell.
      guard file != .standardError else { return }
      if error != .brokenPipe {
        let text = "dtkit: error: cannot write standard output: \(error.reason)\n"
        try? OpenFile.standardError.write(Array(text.utf8))
      }
      POSIX.exit(error == .brokenPipe ? 0 : 2)
    }
  }
}
