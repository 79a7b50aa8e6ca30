/// Where included files are looked for: beside the including file first, then in the include folders.
///
/// cpp (`#include "…"`) and dtc (`/include/`, `/incbin/`) look in the same order; `#include <…>` leaves out
/// the first step.
struct IncludeSearch: Sendable {
  /// A file that was found.
  struct Found {
    var path: String
    var bytes: [UInt8]
    /// The include folder it came from, as an index; -1 if it lay beside the including file.
    var folder: Int
  }

  /// What came of a search.
  ///
  /// A `Result` of these types is one that the runtime makes when it is first used, in more time than a file takes to read.
  enum Outcome {
    case found(Found)
    case failed(SourceLoader.Failure)
  }

  var loader: SourceLoader
  var folders: [String]

  /// Looks for `name` and returns the first file found.
  ///
  /// - Parameters:
  ///   - includer: The path of the including file, or nil to look in the folders only.
  ///   - first: The index of the first folder to look in (`#include_next` skips some).
  ///   - load: How a file's bytes are had, where that is not the loader itself.
  func find(
    _ name: String, from includer: String?, firstFolder first: Int = 0,
    load: (String) -> Result<[UInt8], SourceLoader.Failure>
  ) -> Outcome {
    if name.utf8.first == UInt8(ascii: "/") {
      switch load(name) {
      case .success(let bytes): return .found(Found(path: name, bytes: bytes, folder: -1))
      case .failure(let failure): return .failed(failure)
      }
    }
    if let includer {
      let path = Self.parts(of: includer).folder + name
      switch load(path) {
      case .success(let bytes): return .found(Found(path: path, bytes: bytes, folder: -1))
      case .failure(.notFound): break
      case .failure(let failure): return .failed(failure)
      }
    }
    for index in folders.indices.dropFirst(first) {
      let path = Self.join(folders[index], name)
      switch load(path) {
      case .success(let bytes): return .found(Found(path: path, bytes: bytes, folder: index))
      case .failure(.notFound): continue
      case .failure(let failure): return .failed(failure)
      }
    }
    return .failed(.notFound)
  }

  /// A path cut behind its last slash.
  static func parts(of path: String) -> (folder: String, file: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    let start = path.utf8.index(after: slash)
    return (String(path[..<start]), String(path[start...]))
  }

  /// The path of a file in a folder.
  static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }
}
