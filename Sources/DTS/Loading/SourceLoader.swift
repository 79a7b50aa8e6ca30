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

  /// Makes a loader of a function from a path to the bytes of the file.
  public init(_ read: @escaping @Sendable (String) -> Result<[UInt8], Failure>) { self.read = read }

  /// Makes a loader over texts in memory, by path.
  public init(files: [String: [UInt8]]) {
    self.init { path in files[path].map { .success($0) } ?? .failure(.notFound) }
  }

  /// A loader that finds nothing, for sources that stand alone.
  public static var none: SourceLoader { SourceLoader(files: [:]) }

  /// The bytes of the file at `path`.
  public func load(_ path: String) -> Result<[UInt8], Failure> { read(path) }
}
