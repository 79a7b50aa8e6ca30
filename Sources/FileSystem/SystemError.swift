import CPOSIX

/// Why a call of the operating system failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The value of `errno`.
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  /// The error of the last call.
  static var last: SystemError { SystemError(posix_error()) }

  package static let noSuchFileOrDirectory = SystemError(ENOENT)
  package static let notDirectory = SystemError(ENOTDIR)
  package static let isDirectory = SystemError(EISDIR)
  package static let permissionDenied = SystemError(EACCES)
  package static let fileExists = SystemError(EEXIST)
  package static let brokenPipe = SystemError(EPIPE)
  static let inputOutput = SystemError(EIO)
  static let tooManyLinks = SystemError(ELOOP)

  /// Whether a folder lets no file of it be replaced, though the file itself may let itself be written.
  var isOfFolder: Bool { [EACCES, EPERM, EROFS, EBUSY].contains(code) }

  /// What the C library says of it: "No such file or directory".
  package var description: String { unsafe String(cString: strerror(code)) }

  /// The same with a small first letter, to stand behind a colon.
  package var reason: String { description.lowercasedFirst }
}
