import CPOSIX

/// A file that is open, by its number.
package struct OpenFile: Hashable, Sendable {
  package let descriptor: Int32

  package init(descriptor: Int32) { self.descriptor = descriptor }

  package static let standardInput = OpenFile(descriptor: 0)
  package static let standardOutput = OpenFile(descriptor: 1)
  package static let standardError = OpenFile(descriptor: 2)

  /// Opens what is at `path` for reading.
  static func reading(_ path: String) throws(SystemError) -> OpenFile { try open(path, O_RDONLY) }

  /// Opens what is at `path` for writing; what is in it stays.
  static func writing(_ path: String) throws(SystemError) -> OpenFile { try open(path, O_WRONLY) }

  /// Makes a file at `path`, where nothing may be yet.
  static func making(_ path: String) throws(SystemError) -> OpenFile {
    try open(path, O_WRONLY | O_CREAT | O_EXCL)
  }

  private static func open(_ path: String, _ flags: Int32) throws(SystemError) -> OpenFile {
    let descriptor = unsafe path.withCString { unsafe posix_open($0, flags | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }

  /// Gives it up; what was written may be refused only now.
  package func close() throws(SystemError) {
    if CPOSIX.close(descriptor) != 0 { throw .last }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(SystemError) {
    if fsync(descriptor) != 0 { throw .last }
  }

  /// Cuts it off behind this many bytes.
  func truncate(to count: Int) throws(SystemError) {
    if ftruncate(descriptor, off_t(count)) != 0 { throw .last }
  }

  /// What kind of thing it is, and how long.
  private var status: stat? {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? status : nil
  }

  /// All bytes that come from it; nil if there are more than `limit`.
  package func contents(limit: Int) throws(SystemError) -> [UInt8]? {
    guard let status else { throw .last }
    let kind = status.st_mode & POSIX.kindMask
    if kind == POSIX.folderKind { throw .isDirectory }
    let size = kind == POSIX.fileKind ? Int(status.st_size) : 0
    if size > limit { return nil }
    if size > 0 { return try read(size) }
    // Pipes, and files such as those of /proc, do not say how long they are.
    var bytes: [UInt8] = []
    while true {
      let more = try read(1 << 16)
      if more.isEmpty { return bytes }
      bytes += more
      if bytes.count > limit { return nil }
    }
  }

  /// The next bytes, `count` unless it ends before.
  private func read(_ count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let place = unsafe buffer.baseAddress.map { unsafe $0 + filled }
        let got = unsafe CPOSIX.read(descriptor, place, count - filled)
        if got < 0, posix_error() == EINTR { continue }
        if got < 0 { failure = .last }
        guard got > 0 else { return }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    var failure: SystemError?
    unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = unsafe CPOSIX.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        if count < 0, posix_error() == EINTR { continue }
        guard count > 0 else {
          failure = count < 0 ? .last : .inputOutput
          return
        }
        written += count
      }
    }
    if let failure { throw failure }
  }
}
