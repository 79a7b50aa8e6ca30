/// Arguments as `getopt_long` reads them, which the five old names must: options may be joined
/// (`-Idts`, `-qq`), come behind operands, and be abbreviated where they are long.
struct ShortOptions {
  /// One option of a tool.
  struct Option {
    var letter: Character
    var name: String
    var takesValue = false
  }

  /// An option that was given, with its value.
  struct Given {
    var letter: Character
    var value: String = ""
  }

  /// What cannot be understood; the tools answer with their usage.
  struct Fault: Error {
    var message: String
  }

  private(set) var given: [Given] = []
  private(set) var operands: [String] = []

  /// Takes the arguments apart, without the program's name.
  init(_ arguments: [String], _ options: [Option]) throws(Fault) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      if argument.hasPrefix("--") {
        try take(long: argument.dropFirst(2), options, &rest)
      } else if argument.hasPrefix("-"), argument != "-" {
        try take(letters: argument.dropFirst(), options, &rest)
      } else {
        operands.append(argument)
      }
    }
  }

  private mutating func take(
    long argument: Substring, _ options: [Option], _ rest: inout ArraySlice<String>
  ) throws(Fault) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    let matches = options.filter { $0.name.hasPrefix(name) }
    guard let option = options.first(where: { $0.name == name }) ?? (matches.count == 1 ? matches[0] : nil)
    else {
      throw Fault(
        message: matches.isEmpty ? "unknown option '--\(name)'" : "'--\(name)' may mean several options")
    }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if option.takesValue, value == nil { value = rest.popFirst() }
    if option.takesValue != (value != nil) {
      throw Fault(message: option.takesValue ? "'--\(name)' needs a value" : "'--\(name)' takes no value")
    }
    given.append(Given(letter: option.letter, value: value ?? ""))
  }

  private mutating func take(
    letters: Substring, _ options: [Option], _ rest: inout ArraySlice<String>
  ) throws(Fault) {
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.letter == letter }) else {
        throw Fault(message: "unknown option '-\(letter)'")
      }
      guard option.takesValue else {
        given.append(Given(letter: letter))
        continue
      }
      guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
        throw Fault(message: "'-\(letter)' needs a value")
      }
      given.append(Given(letter: letter, value: value))
      return
    }
  }
}
