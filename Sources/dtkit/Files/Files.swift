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
    do {
      if path == "-" { return try readAll(.standardInput, limit: limit) }
      if POSIX.isFolder(FilePath(path)) { throw Errno.isDirectory }
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      return try file.closeAfter { try readAll(file, limit: limit) }
    } catch let error as CommandError {
      throw CommandError("\(path): \(error.message)")
    } catch Errno.noSuchFileOrDirectory {
      throw CommandError(
        "\(path): \(Errno.noSuchFileOrDirectory.description.lowercasedFirst)",
        help: closest(to: path).map { "did you mean \($0)?" })
    } catch let error as Errno {
      throw CommandError("\(path): \(error.description.lowercasedFirst)")
    } catch {
      throw CommandError("\(path): \(error)")
    }
  }

  /// A path whose name is a likely spelling of one that is not there.
  private static func closest(to path: String) -> String? {
    var folder = FilePath(path)
    guard let name = folder.lastComponent?.string else { return nil }
    folder.removeLastComponent()
    let names = try? POSIX.names(in: folder.isEmpty ? "." : folder)
    return Spelling.closest(to: name, among: names ?? []).map { folder.appending($0).string }
  }

  /// All bytes of the file, or nil if there is none at `path`.
  static func readIfPresent(_ path: String, limit: Int = limit) throws(CommandError) -> [UInt8]? {
    POSIX.exists(FilePath(path)) ? try read(path, limit: limit) : nil
  }

  static func readAll(_ file: FileDescriptor, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw CommandError("there are more than \(limit >> 20) MiB in it") }
    }
  }

  /// Puts a file in the place of what is at `path`; a device or a pipe is written to.
  static func replace(_ path: String, with bytes: [UInt8]) throws(CommandError) {
    guard POSIX.isDevice(FilePath(path)) else {
      var files = OutputFiles()
      files.add(path, bytes)
      return try files.write()
    }
    do {
      let file = try FileDescriptor.open(FilePath(path), .writeOnly)
      _ = try file.closeAfter { try file.writeAll(bytes) }
    } catch {
      throw CommandError("\(path): \("\(error)".lowercasedFirst)")
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
    do {
      try file.writeAll(bytes)
    } catch let error as Errno where file != .standardError {
      if error != .brokenPipe {
        let text = "dtkit: error: cannot write standard output: \(error.description.lowercasedFirst)\n"
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
      }
      POSIX.exit(error == .brokenPipe ? 0 : 2)
    } catch {
      // Standard error is closed: there is nobody to tell.
    }
  }
}

extension String {
  /// The text with a small first letter, to stand behind a colon.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
