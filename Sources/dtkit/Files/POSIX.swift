import Glibc
import SystemPackage

/// The few calls that swift-system does not have.
enum POSIX {
  /// Puts `source` in the place of `target` in one step.
  static func rename(_ source: FilePath, to target: FilePath) throws(Errno) {
    let code = unsafe source.withPlatformString { from in
      unsafe target.withPlatformString { to in unsafe Glibc.rename(from, to) }
    }
    if code != 0 { throw Errno(rawValue: errno) }
  }

  /// Ends the program.
  static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Gives an open file these permissions, whatever the process's mask is.
  static func setPermissions(_ permissions: FilePermissions, of file: FileDescriptor) throws(Errno) {
    if fchmod(file.rawValue, permissions.rawValue) != 0 { throw Errno(rawValue: errno) }
  }

  /// The path behind symbolic links; nil if nothing is there.
  static func resolved(_ path: FilePath) -> FilePath? {
    unsafe path.withPlatformString { text in
      guard let found = unsafe realpath(text, nil) else { return nil }
      defer { unsafe free(found) }
      return unsafe FilePath(platformString: found)
    }
  }

  /// The path of the file that a symbolic link leads to; the path itself where there is none, or it leads nowhere.
  static func behindLinks(_ path: String) -> String {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
    return resolved(FilePath(path))?.string ?? path
  }

  /// Waits until what was written to `file` is on the disk.
  static func synchronize(_ file: FileDescriptor) throws(Errno) {
    if fsync(file.rawValue) != 0 { throw Errno(rawValue: errno) }
  }

  /// Removes a file; that it is not there is no error.
  static func remove(_ path: FilePath) {
    _ = unsafe path.withPlatformString { unsafe unlink($0) }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: FilePath) throws(Errno) {
    if path.isEmpty || path.string == "/" || isFolder(path) { return }
    try makeFolder(path.removingLastComponent())
    let code = unsafe path.withPlatformString { unsafe mkdir($0, 0o777) }
    if code != 0, errno != EEXIST { throw Errno(rawValue: errno) }
  }

  /// Whether something is at `path` that is no file: a device or a pipe, which is written to and not replaced.
  static func isDevice(_ path: FilePath) -> Bool {
    guard let status = status(of: path) else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// The names in a folder, in no order, without "." and "..".
  static func names(in folder: FilePath) throws(CommandError) -> [String] {
    guard let list = unsafe folder.withPlatformString({ unsafe opendir($0) }) else {
      throw CommandError("\(folder): \(Errno(rawValue: errno).description.lowercasedFirst)")
    }
    defer { unsafe closedir(list) }
    var names: [String] = []
    while let entry = unsafe readdir(list) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Whether there is a folder at `path`.
  static func isFolder(_ path: FilePath) -> Bool {
    guard let status = status(of: path) else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything at `path`.
  static func exists(_ path: FilePath) -> Bool { status(of: path) != nil }

  /// The permissions of what is at `path`; nil if that is nothing or a folder.
  static func permissions(ofFile path: String) -> FilePermissions? {
    guard let status = status(of: FilePath(path)), status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return FilePermissions(rawValue: CModeT(status.st_mode & 0o7777))
  }

  /// Whether a person reads what goes to `file`.
  static func isTerminal(_ file: FileDescriptor) -> Bool { isatty(file.rawValue) == 1 }

  /// Whether `file` takes colours: a terminal, unless NO_COLOR is set or it is a dumb one.
  static func takesColours(_ file: FileDescriptor) -> Bool {
    isTerminal(file) && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// How many columns the terminal that `file` goes to has; nil if it is none.
  static func columns(of file: FileDescriptor) -> Int? {
    var size = winsize()
    guard isTerminal(file), unsafe ioctl(file.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// A number that no other running program has.
  static var processID: Int { Int(getpid()) }

  private static func status(of path: FilePath) -> stat? {
    var status = stat()
    let code = unsafe path.withPlatformString { unsafe stat($0, &status) }
    return code == 0 ? status : nil
  }
}

extension POSIX {
  /// The files in a folder and the folders below it, as paths relative to it, sorted; nothing if it is not there.
  static func files(below folder: FilePath) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let prefix = pending.popLast() {
      for name in entries(of: folder.appending(prefix)) {
        let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
        if isFolder(folder.appending(path)) { pending.append(path) } else { found.append(path) }
      }
    }
    return found.sorted()
  }

  private static func entries(of folder: FilePath) -> [String] {
    guard let stream = unsafe folder.withPlatformString({ unsafe opendir($0) }) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
