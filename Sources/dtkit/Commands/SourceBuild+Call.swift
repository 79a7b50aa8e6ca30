extension SourceBuild {
  /// Reads a call as makefiles write it: `dtkit build`, one file, and no option but `-o -I -D -d -W -E -@`.
  ///
  /// Nil for all else, help and faults among it, which is the argument parser's. That one looks at every option of the
  /// verb by reflection, which takes as long as a small board's source takes to compile.
  init?(usualCall arguments: [String]) {
    var rest = arguments.dropFirst()
    guard rest.popFirst() == "build" else { return nil }
    self.init(file: "")
    while let argument = rest.popFirst() {
      if argument == "-@" {
        keepsSymbols = true
      } else if argument == "-" || !argument.hasPrefix("-") {
        guard file.isEmpty else { return nil }
        file = argument
      } else if let letter = argument.dropFirst().first, "DWE".contains(letter), argument.utf8.count > 2 {
        take(letter, String(argument.dropFirst(2)))
      } else {
        guard argument.utf8.count == 2, let letter = argument.last, "oIDdWE".contains(letter),
          let value = rest.popFirst(), value == "-" || !value.hasPrefix("-")
        else { return nil }
        take(letter, value)
      }
    }
    if file.isEmpty { return nil }
  }

  private mutating func take(_ letter: Character, _ value: String) {
    switch letter {
    case "o": output = value
    case "I": includeFolders.append(value)
    case "D": defines.append(value)
    case "d": dependencies = value
    case "W": warnings.append(value)
    default: errors.append(value)
    }
  }
}
