/// Names in a rule for make.
enum MakeRule {
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
