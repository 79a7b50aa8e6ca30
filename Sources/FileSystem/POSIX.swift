import CPOSIX

/// The calls of the operating system about paths.
///
/// They are made through C and not swift-system, which Embedded Swift cannot compile.
package enum POSIX {
  /// What a path may lead to.
  package enum Kind: Hashable, Sendable {
    case file
    case folder
    /// A device or a pipe, which is written to and not replaced.
    case device
  }

  static let kindMask: mode_t = 0o170000
  static let fileKind: mode_t = 0o100000
  static let folderKind: mode_t = 0o040000

  /// Puts `source` in the place of `target` in one step.
  static func rename(_ source: String, to target: String) throws(SystemError) {
    if unsafe CPOSIX.rename(source, target) != 0 { throw .last }
  }

  /// Ends the program.
  package static func exit(_ code: Int32) -> Never { CPOSIX.exit(code) }

  /// The value of an environment variable.
  package static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The path behind symbolic links; nil if nothing is there.
  package static func resolved(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// What the symbolic link at `path` says that it leads to; nil if none is there.
  static func destination(ofLink path: String) -> String? {
    // No path is longer (`PATH_MAX`).
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink(path, &bytes, bytes.count)
    guard count >= 0 else { return nil }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a file; that it is not there is no error.
  static func remove(_ path: String) { _ = unsafe unlink(path) }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(SystemError) {
    if path.isEmpty || path == "/" || isFolder(path) { return }
    try makeFolder(folder(of: path))
    if unsafe mkdir(path, 0o777) != 0, posix_error() != EEXIST { throw .last }
  }

  /// The path without its last component; empty for a name alone.
  package static func folder(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == bytes.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component of a path; the path itself if it is a name alone.
  package static func lastComponent(of path: String) -> Substring {
    let bytes = path.utf8
    return bytes.lastIndex(of: UInt8(ascii: "/")).map { path[bytes.index(after: $0)...] } ?? path[...]
  }

  /// The path of a name in a folder; `""` is the current one.
  package static func path(of name: String, in folder: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Whether a device or a pipe is at `path`.
  package static func isDevice(_ path: String) -> Bool {
    kind(of: path) == .device
  }

  /// Whether there is a folder at `path`.
  package static func isFolder(_ path: String) -> Bool { kind(of: path) == .folder }

  /// Whether there is anything at `path`.
  package static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  /// Whether this process may write to what is at `path`.
  package static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// Whether there is a file at `path`, and this process may write to it.
  static func isWritableFile(_ path: String) -> Bool { kind(of: path) == .file && isWritable(path) }

  /// A number that no other running program has.
  static var processID: Int { Int(getpid()) }

  /// The names in a folder, in no order, without "." and "..".
  package static func names(in folder: String) throws(SystemError) -> [String] {
    guard let list = unsafe opendir(folder) else { throw .last }
    defer { unsafe closedir(list) }
    var names: [String] = []
    while let entry = unsafe readdir(list) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The files in a folder and the folders below it, as paths relative to it, sorted; nothing if it is not there.
  package static func files(below folder: String) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let prefix = pending.popLast() {
      for name in (try? names(in: "\(folder)/\(prefix)")) ?? [] {
        let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
        if isFolder("\(folder)/\(path)") { pending.append(path) } else { found.append(path) }
      }
    }
    return found.sorted()
  }

  /// What is at `path`, behind symbolic links; nil if nothing is.
  package static func kind(of path: String) -> Kind? {
    status(of: path).map { status in
      switch status.st_mode & kindMask {
      case fileKind: .file
      case folderKind: .folder
      default: .device
      }
    }
  }

  /// What is known of what is at `path`, behind symbolic links; nil if nothing is.
  static func status(of path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
  }
}
