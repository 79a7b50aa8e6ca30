/// Why an event happens, put into words when someone reads it: most runs of the model are never shown.
enum EventText: Hashable, Sendable {
  /// The words.
  case text(String)
  /// A region asks for it; the entry is nil where the node has only one.
  case region(path: String, entry: Int?, isNoMap: Bool)
  /// What was reserved for a region is given back.
  case failedHandler(path: String)

  /// The words.
  var text: String {
    switch self {
    case .text(let text): text
    case .region(let path, let entry, let isNoMap):
      (entry.map { "entry \($0) of " } ?? "") + path + (isNoMap ? " (no-map)" : "")
    case .failedHandler(let path): "the handler for \(path) failed, so its memory is given back"
    }
  }
}
