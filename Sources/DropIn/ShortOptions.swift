import FileSystem

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

  /// What cannot be understood, in the words of the C library.
  private struct Fault: Error {
    var message: String
  }

  /// The options ahead of the first that cannot be understood.
  private(set) var given: [Given] = []
  private(set) var operands: [String] = []
  private let options: [Option]
  private let usage: String
  private let program: String
  private var fault: Fault?

  /// Takes the arguments apart.
  init(_ call: ToolCall, _ options: [Option], usage: String) {
    self.options = options
    self.usage = usage
    program = call.name
    do throws(Fault) {
      try take(call.arguments[...])
    } catch {
      fault = error
    }
  }

  /// Fails if an option could not be understood; to be asked when those ahead of it were taken.
  func check() throws(ToolFailure) {
    guard let fault else { return }
    throw ToolFailure("\(program): \(fault.message)\n\(misuse("unknown option").message)")
  }

  /// A call that makes no sense: the usage, and why.
  func misuse(_ why: String) -> ToolFailure { ToolFailure("\(usage)\n\nError: \(why)") }

  /// Answers `-h` and the option for the version, and returns what ends the program then.
  ///
  /// The version must end the line: U-Boot's scripts/dtc-version.sh takes the last word for it.
  func answer(to option: Given) -> ToolFailure {
    Files.print(option.letter == "h" ? usage + "\n" : "Version: DTC 1.8.1\n")
    return ToolFailure("", status: 0)
  }

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
