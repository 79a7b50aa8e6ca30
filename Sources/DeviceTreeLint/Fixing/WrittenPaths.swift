import DeviceTree

/// Strings that still hold the path which a node had before it was named anew.
enum WrittenPaths {
  /// How many are told of one node.
  private static let limit = 8

  /// What to say of each old path that is still written somewhere.
  ///
  /// Strings of /aliases and /chosen follow a new name; a string elsewhere may be a path or may not, and its reader
  /// is not known, so it is left as it is.
  ///
  /// Complexity: O(bytes of the tree).
  static func notes(on renames: [(old: String, new: String)], in tree: DeviceTree) -> [String: [String]] {
    var names: [String: String] = [:]
    for (old, new) in renames where tree.node(at: old) == nil { names[old] = new }
    guard !names.isEmpty else { return [:] }
    var places: [String: [String]] = [:]
    for node in tree.allNodes {
      for property in tree.properties(of: node) {
        let bytes = tree.bytes(of: property)
        guard bytes.first == UInt8(ascii: "/") || bytes.contains(0) else { continue }
        for text in bytes.split(separator: 0) where text.first == UInt8(ascii: "/") {
          let text = String(decoding: text, as: UTF8.self)
          guard let old = renamed(text, names) else { continue }
          places[old, default: []].append(
            "\(tree.name(of: property)) of \(tree.path(of: node)) still says \"\(text)\"")
        }
      }
    }
    return places.reduce(into: [:]) { notes, place in
      let new = names[place.key] ?? ""
      notes[place.key] = place.value.prefix(limit).map { "\($0); the node is \(new) now" }
      let more = place.value.count - limit
      if more > 0 { notes[place.key]?.append("\(more) more strings say the old path") }
    }
  }

  /// The renamed node that a text names, or leads through; `:` begins the options of a console.
  private static func renamed(_ text: String, _ names: [String: String]) -> String? {
    var path = text.utf8.prefix { $0 != UInt8(ascii: ":") }
    while !path.isEmpty {
      let candidate = String(decoding: path, as: UTF8.self)
      if names[candidate] != nil { return candidate }
      guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return nil }
      path = path[..<slash]
    }
    return nil
  }
}
