/// A file that was opened while a source was read, and where in the preprocessed text that was.
struct FileOpening {
  var path: String
  var offset: Int

  /// The paths of two lists that are in order each, in the order of the text.
  static func paths(of first: [FileOpening], and second: [FileOpening]) -> [String] {
    var paths: [String] = []
    var rest = second[...]
    for opening in first {
      while let other = rest.first, other.offset < opening.offset {
        paths.append(other.path)
        rest.removeFirst()
      }
      paths.append(opening.path)
    }
    return paths + rest.map { $0.path }
  }
}
