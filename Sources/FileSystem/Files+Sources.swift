package import DTS

extension Files {
  /// Included files come from the file system; from a device or a pipe one might wait for ever.
  package static let sourceLoader = SourceLoader(read(included:)) { folder in
    (try? POSIX.names(in: folder.isEmpty ? "." : folder)) ?? []
  }

  @Sendable private static func read(included path: String) -> Result<[UInt8], SourceLoader.Failure> {
    if POSIX.isDevice(path) { return .failure(.unreadable("it is a device or a pipe, not a file")) }
    do throws(CommandError) {
      guard let bytes = try readIfPresent(path) else { return .failure(.notFound) }
      return .success(bytes)
    } catch {
      return .failure(.unreadable(error.message(without: path)))
    }
  }
}
