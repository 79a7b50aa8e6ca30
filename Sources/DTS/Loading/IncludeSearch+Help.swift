import DeviceTree

extension IncludeSearch {
  /// What to do about a file that is not found: what name may be meant, or where it was looked for.
  func help(forMissing name: String, from includer: String) -> String {
    let (folder, file) = Self.parts(of: name)
    var places: [String] = []
    for start in [Self.parts(of: includer).folder] + folders.map({ $0 == "." ? "" : $0 }) {
      if !places.contains(start) { places.append(start) }
    }
    for start in places.prefix(32) {
      let names = loader.names(in: Self.joined(start, folder)).prefix(2000)
      if let close = Spelling.closest(to: file, among: names) {
        return "did you mean '\(folder.isEmpty ? close : folder + "/" + close)'?"
      }
    }
    let shown = places.prefix(4).map { $0.isEmpty ? "the current folder" : $0 }
    let more = places.count > 4 ? " and \(places.count - 4) more" : ""
    return "it was looked for in \(shown.joined(separator: ", "))\(more); -I adds a folder"
  }

  /// A path cut at its last slash.
  private static func parts(of path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private static func joined(_ folder: String, _ rest: String) -> String {
    folder.isEmpty || rest.isEmpty ? folder + rest : folder + "/" + rest
  }
}
