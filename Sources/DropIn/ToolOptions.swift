import FileSystem

/// What a tool can be told: its options, and the words that explain them.
struct ToolOptions {
  /// One option.
  struct Option {
    var letter: Character
    var name: String
    var takesValue: Bool
    var help: String

    /// One that is given or not.
    static func flag(_ letter: Character, _ name: String, _ help: String) -> Option {
      Option(letter: letter, name: name, takesValue: false, help: help)
    }

    /// One that has a value with it.
    static func value(_ letter: Character, _ name: String, _ help: String) -> Option {
      Option(letter: letter, name: name, takesValue: true, help: help)
    }
  }

  private let synopsis: String
  private let version: Character
  let options: [Option]

  /// A tool's options beside `-h` and that for the version.
  init(_ synopsis: String, _ options: [Option], version: Character = "V") {
    self.synopsis = synopsis
    self.version = version
    self.options =
      options + [
        .flag("h", "help", "Print this help and exit"), .flag(version, "version", "Print version and exit"),
      ]
  }

  /// How the tool is called, without a newline at the end.
  var usage: String {
    var letters = ""
    var titles: [String] = []
    var width = 0
    for option in options {
      letters += "\(option.letter)\(option.takesValue ? ":" : "")"
      let title = "  -\(option.letter), --\(option.name)\(option.takesValue ? " <arg> " : " ")"
      titles.append(title)
      width = max(width, title.utf8.count)
    }
    var text = "Usage: \(synopsis)\n\nOptions: -[\(letters)]"
    for (option, title) in zip(options, titles) {
      text += "\n" + title + String(repeating: " ", count: width - title.utf8.count) + option.help
    }
    return text
  }

  /// A call that makes no sense: the usage, and why.
  func misuse(_ why: String) -> ToolFailure { ToolFailure("\(usage)\n\nError: \(why)") }

  /// The next option of a call; nil behind the last.
  ///
  /// `-h` and the option for the version are answered and end the program. What cannot be understood does when
  /// those ahead of it were taken.
  func next(of call: inout ShortOptions) throws(ToolFailure) -> ShortOptions.Given? {
    if let option = call.next() {
      if option.letter == "h" || option.letter == version { throw answer(to: option) }
      return option
    }
    guard let fault = call.fault else { return nil }
    throw ToolFailure("\(call.program): \(fault)\n\(misuse("unknown option").message)")
  }

  /// Prints the help or the version, and returns what ends the program then.
  ///
  /// The version must end the line: U-Boot's scripts/dtc-version.sh takes the last word for it.
  private func answer(to option: ShortOptions.Given) -> ToolFailure {
    Files.print(option.letter == "h" ? usage + "\n" : "Version: DTC 1.8.1\n")
    return ToolFailure("", status: 0)
  }
}
