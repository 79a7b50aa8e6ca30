/// Sources that a program makes: large, and of one kind each.
enum GeneratedTree: String, CaseIterable {
  case references = "nodes with a label, and references to them"
  case siblings = "nodes in one node"
  case labels = "labels, with -@"
  case properties = "properties in one node"
  case macros = "macros, each used once"

  /// How large it is in the first of the rows; each further one has twice as many.
  var firstCount: Int {
    switch self {
    case .references, .properties: 12_500
    case .siblings, .macros: 25_000
    case .labels: 5_000
    }
  }

  /// What dtc needs besides the usual options.
  var options: [String] { self == .labels ? ["-@"] : [] }

  /// Whether only a preprocessor reads it.
  var needsPreprocessor: Bool { self == .macros }

  /// The source with `count` of what it has many of.
  func text(_ count: Int) -> String {
    var text = "/dts-v1/;\n"
    if self == .macros {
      for number in 0..<count { text += "#define VALUE_\(number) (\(number) + 1)\n" }
    }
    text += "/ {\n"
    for number in 0..<count {
      switch self {
      case .references: text += "\tl\(number): n\(number) { r = <&l\((number &* 7919 &+ 1) % count)>; };\n"
      case .siblings: text += "\tn\(number) { v = <\(number)>; };\n"
      case .labels: text += "\tl\(number): n\(number) { };\n"
      case .properties: text += "\tp\(number) = <\(number)>;\n"
      case .macros: text += "\tn\(number) { v = <VALUE_\(number)>; };\n"
      }
    }
    return text + "};\n"
  }
}
