/// Arguments as `getopt_long` reads them, which the five old names must: options may be joined
/// (`-Idts`, `-qq`), come behind operands, and be abbreviated where they are long.
struct ShortOptions {
  /// An option that was given, with its value.
  struct Given {
    var letter: Character
    var value: String = ""
  }

  /// What cannot be understood, in the words of the C library.
  private struct Fault: Error {
    var message: String
  }

  /// What the program was called as.
  let program: String
  private(set) var operands: [String] = []
  /// What is said of the first option that cannot be understood.
  private(set) var fault: String?
  /// The options ahead of that which were not handed out yet.
  private var given: ArraySlice<Given> = []
  private let options: [ToolOptions.Option]

  /// Takes a call apart.
  init(_ call: ToolCall, _ tool: ToolOptions) {
    options = tool.options
    program = call.name
    do throws(Fault) {
      try take(call.arguments[...])
    } catch {
      fault = error.message
    }
  }

  /// Hands out the next option.
  mutating func next() -> Given? { given.popFirst() }

  private mutating func take(_ arguments: ArraySlice<String>) throws(Fault) {
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      if argument.hasPrefix("--") {
        try take(long: argument.dropFirst(2), &rest)
      } else if argument.hasPrefix("-"), argument != "-" {
        try take(letters: argument.dropFirst(), &rest)
      } else {
        operands.append(argument)
      }
    }
  }

  private mutating func take(long argument: Substring, _ rest: inout ArraySlice<String>) throws(Fault) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    let matches = options.filter { $0.name.hasPrefix(name) }
    guard let option = options.first(where: { $0.name == name }) ?? (matches.count == 1 ? matches[0] : nil)
    else {
      let names = matches.map { " '--\($0.name)'" }.joined()
      throw Fault(
        message: matches.isEmpty
          ? "unrecognized option '--\(name)'" : "option '--\(argument)' is ambiguous; possibilities:\(names)")
    }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if option.takesValue, value == nil { value = rest.popFirst() }
    if option.takesValue != (value != nil) {
      let problem = option.takesValue ? "requires an argument" : "doesn't allow an argument"
      throw Fault(message: "option '--\(option.name)' \(problem)")
    }
    given.append(Given(letter: option.letter, value: value ?? ""))
  }

  private mutating func take(letters: Substring, _ rest: inout ArraySlice<String>) throws(Fault) {
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.letter == letter }) else {
        throw Fault(message: "invalid option -- '\(letter)'")
      }
      guard option.takesValue else {
        given.append(Given(letter: letter))
        continue
      }
      guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
        throw Fault(message: "option requires an argument -- '\(letter)'")
      }
      given.append(Given(letter: letter, value: value))
      return
    }
  }
}
