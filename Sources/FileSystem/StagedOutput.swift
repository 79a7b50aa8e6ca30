/// One output of a set that is on its way: a file under another name beside its place, or bytes to be sent.
struct StagedOutput {
  let target: OutputTarget
  /// The path as it was given.
  let path: String
  private let bytes: [UInt8]
  /// What lies beside the place; nil where the folder takes nothing new, or where there is no place beside.
  private let temporary: String?

  /// Writes `bytes` beside the place of a file; a folder that is missing is made.
  init(
    _ bytes: [UInt8], for target: OutputTarget, path: String, number: Int, _ hazard: OutputFiles.Hazard
  ) throws(SystemError) {
    self.target = target
    self.path = path
    self.bytes = bytes
    guard let place = target.filePath else {
      temporary = nil
      return
    }
    // A name that no other running program takes. It is short, since a name may be as long as the file system lets it.
    let name = POSIX.path(of: ".dtkit.\(POSIX.processID).\(number).tmp", in: POSIX.folder(of: place))
    do throws(SystemError) {
      try Self.fill(name, bytes, for: place, hazard)
      temporary = name
    } catch {
      POSIX.remove(name)
      guard error.isOfFolder, POSIX.isWritableFile(place) else { throw error }
      temporary = nil
    }
  }

  /// Removes what lies beside the place.
  func discard() {
    if let temporary { POSIX.remove(temporary) }
  }

  /// Puts the file in its place.
  func takePlace(_ hazard: OutputFiles.Hazard) throws(SystemError) {
    guard let place = target.filePath else { return }
    guard let temporary else { return try overwrite(place, hazard) }
    do throws(SystemError) {
      try POSIX.rename(temporary, to: place)
    } catch {
      // A single file of a container is a mount, which cannot be replaced.
      guard error.isOfFolder, POSIX.isWritableFile(place) else { throw error }
      try overwrite(place, hazard)
      discard()
    }
  }

  /// Sends the bytes to where they cannot be put.
  func send() throws(SystemError) {
    switch target {
    case .file: return
    case .open(let file): try file.write(bytes)
    case .stream(let path):
      try Self.finish(.writing(path), .programEnd) { (file) throws(SystemError) in
        try file.write(bytes)
        if POSIX.kind(of: path) == .file { try file.truncate(to: bytes.count) }
      }
    }
  }

  private func overwrite(_ place: String, _ hazard: OutputFiles.Hazard) throws(SystemError) {
    try Self.finish(.writing(place), hazard) { (file) throws(SystemError) in
      try file.write(bytes)
      try file.truncate(to: bytes.count)
    }
  }

  /// Makes a new file; what is in the way from an earlier time goes, and a folder that is missing is made.
  private static func fill(
    _ name: String, _ bytes: [UInt8], for place: String, _ hazard: OutputFiles.Hazard
  ) throws(SystemError) {
    try finish(make(name, for: place), hazard) { (file) throws(SystemError) in
      // Nobody is to read of a private file what its new bytes are.
      try FileAccess(ofFile: place)?.apply(to: file)
      try file.write(bytes)
    }
  }

  private static func finish(
    _ file: OpenFile, _ hazard: OutputFiles.Hazard, _ body: (OpenFile) throws(SystemError) -> Void
  ) throws(SystemError) {
    do throws(SystemError) {
      try body(file)
      if hazard == .powerLoss { try file.synchronize() }
    } catch {
      try? file.close()
      throw error
    }
    try file.close()
  }

  private static func make(_ temporary: String, for path: String) throws(SystemError) -> OpenFile {
    do throws(SystemError) {
      return try .making(temporary)
    } catch .fileExists {
      POSIX.remove(temporary)
    } catch .noSuchFileOrDirectory {
      try POSIX.makeFolder(POSIX.folder(of: path))
    }
    return try .making(temporary)
  }
}
