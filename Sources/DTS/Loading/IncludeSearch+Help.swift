import DeviceTree

extension IncludeSearch {
  /// What to do about a file that is not found: what name may be meant, or where it was looked for.
  func help(forMissing name: String, from includer: String) -> String {
    let (folder, file) = Self.parts(of: name)
    var places: [String] = []
    for start in ([Self.parts(of: includer).folder] + folders).map(Self.plain) {
      if !places.contains(start) { places.append(start) }
    }
    for start in places.prefix(32) {
      let names = loader.names(in: Self.plain(Self.join(start, folder))).prefix(2000)
      if let close = Spelling.closest(to: file, among: names) {
        return "did you mean '\(folder + close)'?"
      }
    }
    let shown = places.prefix(4).map { $0.isEmpty ? "the current folder" : $0 }
    let more = places.count > 4 ? " and \(places.count - 4) more" : ""
    return "it was looked for in \(shown.joined(separator: ", "))\(more); -I adds a folder"
  }

  /// A folder without the slash at its end, and the current one as "".
  private static func plain(_ folder: String) -> String {
    if folder == "." { return "" }
    return folder.utf8.count > 1 && folder.utf8.last == UInt8(ascii: "/") ? String(folder.dropLast()) : folder
  }
}
