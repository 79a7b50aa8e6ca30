import DeviceTree
import SystemPackage

/// Reads and writes whole files; `-` is standard input or output.
enum Files {
  /// The most bytes that are read of a source, a blob or a configuration: no such file is near it, and a device or
  /// a pipe that never ends is noticed.
  static let limit = 256 << 20
  /// The same for a kernel's ELF file with all its debugging information.
  static let kernelLimit = 4 << 30

  /// All bytes of the file at `path`.
  static func read(_ path: String, limit: Int = limit) throws(CommandError) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(Errno) {
      bytes = try load(path, limit: limit)
    } catch {
      let near = error == .noSuchFileOrDirectory ? closest(to: path) : nil
      throw CommandError(
        "\(path): \(error.description.lowercasedFirst)", help: near.map { "did you mean \($0)?" })
    }
    guard let bytes else { throw CommandError("\(path): \(tooMuch(limit))") }
    return bytes
  }

  private static func load(_ path: String, limit: Int) throws(Errno) -> [UInt8]? {
    try path == "-" ? POSIX.read(.standardInput, limit: limit) : POSIX.read(path, limit: limit)
  }

  /// A path whose name is a likely spelling of one that is not there.
  private static func closest(to path: String) -> String? {
    var folder = FilePath(path)
    guard let name = folder.lastComponent?.string else { return nil }
    folder.removeLastComponent()
    let names = try? POSIX.names(in: folder.isEmpty ? "." : folder)
    return Spelling.closest(to: name, among: names ?? []).map { folder.appending($0).string }
  }

  /// All bytes of the file at `path`; the error is the reason alone, in the system's words.
  static func contents(of path: String, limit: Int = limit) throws(CommandError) -> [UInt8] {
    do throws(Errno) {
      if let bytes = try load(path, limit: limit) { return bytes }
    } catch {
      throw CommandError("\(error)")
    }
    throw CommandError(tooMuch(limit))
  }

  private static func tooMuch(_ limit: Int) -> String { "there are more than \(limit >> 20) MiB in it" }

  /// All bytes of the file, or nil if there is none at `path`.
  static func readIfPresent(_ path: String, limit: Int = limit) throws(CommandError) -> [UInt8]? {
    do throws(Errno) {
      if let bytes = try POSIX.read(path, limit: limit) { return bytes }
    } catch {
      // Nothing is there is the usual answer where several folders are searched: it is to cost no more than that.
      if error == .noSuchFileOrDirectory || !POSIX.exists(FilePath(path)) { return nil }
      throw CommandError("\(path): \(error.description.lowercasedFirst)")
    }
    throw CommandError("\(path): \(tooMuch(limit))")
  }

  /// Puts a file in the place of what is at `path`; a device or a pipe is written to.
  static func replace(
    _ path: String, with bytes: [UInt8], surviving hazard: OutputFiles.Hazard = .powerLoss
  ) throws(CommandError) {
    guard POSIX.isDevice(FilePath(path)) else {
      var files = OutputFiles(surviving: hazard)
      files.add(path, bytes)
      return try files.write()
    }
    do throws(Errno) {
      let file = try POSIX.open(path, .writeOnly)
      defer { try? file.close() }
      try POSIX.write(bytes, to: file)
    } catch {
      throw CommandError("\(path): \(error.description.lowercasedFirst)")
    }
  }

  /// Writes text to standard output or standard error.
  static func print(_ text: String, to file: FileDescriptor = .standardOutput) {
    write(Array(text.utf8), to: file)
  }

  /// Writes bytes to standard output or standard error.
  ///
  /// Where standard output takes no more, an answer that looks whole would be a lie: the program ends with 2. A
  /// reader that went away (`| head`) has what it wanted.
  static func write(_ bytes: [UInt8], to file: FileDescriptor = .standardOutput) {
    do throws(Errno) {
      try POSIX.write(bytes, to: file)
    } catch {
      // If standard error is closed, there is nobody to tell.
      guard file != .standardError else { return }
      if error != .brokenPipe {
        let text = "dtkit: error: cannot write standard output: \(error.description.lowercasedFirst)\n"
        try? POSIX.write(Array(text.utf8), to: .standardError)
      }
      POSIX.exit(error == .brokenPipe ? 0 : 2)
    }
  }
}

extension String {
  /// The text with a small first letter, to stand behind a colon.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
