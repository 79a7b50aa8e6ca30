import FileSystem

/// Names in a rule for make.
enum MakeRule {
  /// Writes the rule for `target` to the file at `path`.
  static func write(_ path: String, target: String, files: [String]) throws(CommandError) {
    let names = files.map { " " + escaped($0) }.joined()
    let rule = "\(escaped(target)):\(names)\n"
    if path == "-" { return Files.print(rule) }
    if path == target {
      throw CommandError("\(path): both the result and the rule for make are to go there")
    }
    try Files.replace(path, with: Array(rule.utf8), surviving: .programEnd)
  }

  /// A path with what make would take for something else escaped.
  static func escaped(_ path: String) -> String {
    path.reduce(into: "") { text, character in
      switch character {
      case " ", "\\", "#": text += "\\\(character)"
      case "$": text += "$$"
      default: text.append(character)
      }
    }
  }
}
