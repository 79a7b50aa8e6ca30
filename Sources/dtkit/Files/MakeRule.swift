import FileSystem

/// Names in a rule for make.
enum MakeRule {
  /// What a rule is for whose result goes to standard output: as with `gcc -MD -E`, what is made of the source at last,
  /// which is the blob that `dtkit build` would write.
  ///
  /// Throws if nothing says what that is.
  static func target(for source: String, isPlugin: Bool) throws(CommandError) -> String {
    guard source != "-" else {
      throw CommandError(
        "-d is to write a rule for make, and nothing says what is made",
        help: "name the result with -o, or the source")
    }
    return BuildCommand.target(for: source, .dtb, isPlugin: isPlugin)
  }

  /// Writes the rule for `target` to the file at `path`.
  static func write(_ path: String, target: String, files: [String]) throws(CommandError) {
    let names = files.map { " " + escaped($0) }.joined()
    let rule = "\(escaped(target)):\(names)\n"
    if path == "-" { return Files.print(rule) }
    if path == target {
      throw CommandError("\(path): both the result and the rule for make are to go there", path: path)
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
