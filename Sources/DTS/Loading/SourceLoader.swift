/// How the texts of a compilation come in; the compiler itself reads no file.
public struct SourceLoader: Sendable {
  /// Why a file could not be had.
  public enum Failure: Error, Hashable, Sendable {
    /// There is no file of that path; the next include folder is tried.
    case notFound
    /// There is one, but it cannot be read; the text says why.
    case unreadable(String)
  }

  private let read: @Sendable (String) -> Result<[UInt8], Failure>
  private let list: @Sendable (String) -> [String]

  /// Makes a loader of a function from a path to the bytes of the file.
  ///
  /// - Parameter list: The names of the files in a folder, `""` being the current one, to find what a misspelt name
  ///   may be meant to be.
  public init(
    _ read: @escaping @Sendable (String) -> Result<[UInt8], Failure>,
    list: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.read = read
    self.list = list
  }

  /// Makes a loader over texts in memory, by path.
  public init(files: [String: [UInt8]]) {
    self.init(
      { path in files[path].map { .success($0) } ?? .failure(.notFound) },
      list: { folder in
        let prefix = folder.isEmpty ? "" : folder + "/"
        return files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.utf8.count)) }
      })
  }

  /// A loader that finds nothing, for sources that stand alone.
  public static var none: SourceLoader { SourceLoader(files: [:]) }

  /// The names of the files in a folder.
  func names(in folder: String) -> [String] { list(folder) }

  /// The bytes of the file at `path`.
  public func load(_ path: String) -> Result<[UInt8], Failure> { read(path) }
}
