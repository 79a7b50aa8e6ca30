import Glibc
import SystemPackage

/// Whole files in and out, in as few calls as that takes: a compiler of many small files spends much of its time in
/// them.
extension POSIX {
  /// Opens what is at `path`.
  static func open(
    _ path: String, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = [],
    permissions: FilePermissions? = nil
  ) throws(Errno) -> FileDescriptor {
    do {
      return try unsafe path.withCString {
        try unsafe FileDescriptor.open($0, mode, options: options, permissions: permissions)
      }
    } catch let error as Errno {
      throw error
    } catch {
      throw .invalidArgument
    }
  }

  /// All bytes of the file at `path`; nil if there are more than `limit`.
  static func read(_ path: String, limit: Int) throws(Errno) -> [UInt8]? {
    let file = try open(path, .readOnly)
    defer { try? file.close() }
    return try read(file, limit: limit)
  }

  /// All bytes that come from `file`; nil if there are more than `limit`.
  static func read(_ file: FileDescriptor, limit: Int) throws(Errno) -> [UInt8]? {
    var status = stat()
    guard unsafe fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory }
    let isFile = status.st_mode & S_IFMT == S_IFREG
    let size = isFile ? Int(status.st_size) : 0
    if size > limit { return nil }
    if size > 0 { return try read(size, from: file) }
    // Pipes, and files such as those of /proc, do not say how long they are.
    var bytes: [UInt8] = []
    while true {
      let more = try read(1 << 16, from: file)
      if more.isEmpty { return bytes }
      bytes += more
      if bytes.count > limit { return nil }
    }
  }

  /// The next bytes of `file`, `count` unless it ends before.
  static func read(_ count: Int, from file: FileDescriptor) throws(Errno) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe Glibc.read(file.rawValue, buffer.baseAddress.map { unsafe $0 + filled }, count - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    if failure != 0 { throw Errno(rawValue: failure) }
    return bytes
  }

  /// Writes all of `bytes` to `file`.
  static func write(_ bytes: [UInt8], to file: FileDescriptor) throws(Errno) {
    var failure: Int32 = 0
    unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = unsafe Glibc.write(
          file.rawValue, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failure = count < 0 ? errno : EIO
          return
        }
        written += count
      }
    }
    if failure != 0 { throw Errno(rawValue: failure) }
  }
}
