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
    case .references: 12_500
    case .siblings, .properties, .macros: 25_000
    case .labels: 5_000
    }
  }

  /// What dtc needs besides the usual options.
  var options: [String] { self == .labels ? ["-@"] : [] }

  /// Whether only a preprocessor reads it.
  var needsPreprocessor: Bool { self == .macros }

  /// How many nodes stand in one, where they need not all be siblings: dtc cannot read more than 10,000 of them.
  private var groupSize: Int? {
    switch self {
    case .references, .labels, .macros: 500
    case .siblings, .properties: nil
    }
  }

  /// The source with `count` of what it has many of.
  func text(_ count: Int) -> String {
    var text = "/dts-v1/;\n"
    if self == .macros {
      for number in 0..<count { text += "#define VALUE_\(number) (\(number) + 1)\n" }
    }
    text += "/ {\n"
    for number in 0..<count {
      if let groupSize, number % groupSize == 0 {
        text += (number > 0 ? "\t};\n" : "") + "\tg\(number) {\n"
      }
      text += line(number, of: count)
    }
    return text + (groupSize == nil ? "};\n" : "\t};\n};\n")
  }

  private func line(_ number: Int, of count: Int) -> String {
    switch self {
    case .references: "\tl\(number): n\(number) { r = <&l\((number &* 7919 &+ 1) % count)>; };\n"
    case .siblings: "\tn\(number) { v = <\(number)>; };\n"
    case .labels: "\tl\(number): n\(number) { };\n"
    case .properties: "\tp\(number) = <\(number)>;\n"
    case .macros: "\tn\(number) { v = <VALUE_\(number)>; };\n"
    }
  }
}
