/// Where the bytes of an output go, behind all symbolic links of its path.
enum OutputTarget: Hashable, Sendable {
  /// A file, whether it is there or not: a new one takes its place in one step.
  case file(String)
  /// A device, a pipe, or what a link of /proc leads to: nothing can take its place, so it is written to.
  case stream(String)
  /// A file that this process has open, such as /dev/stdout: it is written on from where it stands.
  case open(OpenFile)

  /// As many links as Linux follows for one path (`MAXSYMLINKS`, include/linux/namei.h).
  private static let linkLimit = 40

  /// Follows the links of `path`, also those that lead to a file that is still to be made.
  ///
  /// Throws if they go round in circles, or if nothing can be written there: to a folder, or in one that is no folder.
  init(_ path: String) throws(SystemError) {
    if path.isEmpty { throw .noSuchFileOrDirectory }
    var path = path
    for _ in 0...Self.linkLimit {
      // With a slash behind it a path means a folder, as it does for `open`.
      if path.hasSuffix("/") { throw .isDirectory }
      let folder = POSIX.folder(of: path)
      guard let destination = POSIX.destination(ofLink: path) else {
        switch POSIX.kind(of: path) {
        case .folder: throw .isDirectory
        case .device: self = .stream(path)
        case .file, nil: self = .file(path)
        }
        return
      }
      if let target = try Self.target(ofProcessLink: path, in: folder) {
        self = target
        return
      }
      path = destination.hasPrefix("/") ? destination : POSIX.path(of: destination, in: folder)
    }
    throw .tooManyLinks
  }

  /// What a link of /proc leads to; nil if the link is another.
  ///
  /// What such a link is said to lead to need not be a path ("pipe:[123]"), or not that of what it leads to.
  private static func target(ofProcessLink path: String, in folder: String) throws(SystemError)
    -> OutputTarget?
  {
    guard let place = POSIX.resolved(folder.isEmpty ? "." : folder), place.hasPrefix("/proc/") else {
      return nil
    }
    let own = "/proc/\(POSIX.processID)"
    if place == own + "/fd" || place.hasPrefix(own + "/task/") && place.hasSuffix("/fd"),
      let descriptor = Int32(POSIX.lastComponent(of: path))
    {
      return .open(OpenFile(descriptor: descriptor))
    }
    // The link that a process is known by, /proc/self, leads to a folder.
    switch POSIX.kind(of: path) {
    case .folder: throw .isDirectory
    case nil: throw .noSuchFileOrDirectory
    default: return .stream(path)
    }
  }

  /// The file's path; nil if it is none.
  var filePath: String? {
    if case .file(let path) = self { path } else { nil }
  }
}
