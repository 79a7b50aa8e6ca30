import CPOSIX

/// Whose a file is, and what may be done with it.
struct FileAccess {
  private let owner: uid_t
  private let group: gid_t
  private let permissions: mode_t

  /// That of the file at `path`; nil if none is there.
  init?(ofFile path: String) {
    guard let status = POSIX.status(of: path), status.st_mode & POSIX.kindMask == POSIX.fileKind else {
      return nil
    }
    owner = status.st_uid
    group = status.st_gid
    permissions = status.st_mode & 0o7777
  }

  /// Gives it to a file that takes another's place, whatever the process's mask is.
  ///
  /// Only the superuser can give a file away. Where even the group cannot be kept, another group gets no more than what
  /// everybody has.
  func apply(to file: OpenFile) throws(SystemError) {
    let keepsOwner = fchown(file.descriptor, owner, group) == 0
    let keepsGroup = keepsOwner || fchown(file.descriptor, uid_t.max, group) == 0
    var permissions = keepsOwner ? permissions : permissions & 0o1777
    if !keepsGroup { permissions = permissions & 0o1707 | (permissions & 0o7) << 3 & permissions }
    if fchmod(file.descriptor, permissions) != 0 { throw .last }
  }
}
