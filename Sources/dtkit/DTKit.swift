import DropIn
import ArgumentParser
import DeviceTree
import FileSystem

@main
struct DTKit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dtkit",
    abstract: "Builds the device trees of hypervisor zones and foretells what Linux does with their memory.",
    discussion: """
      EXAMPLES
        dtkit zones build dts/ls3a5000/zones.dts -o build/ls3a5000
        dtkit lint build/ls3a5000/zone0.dts --profile 6.13
        dtkit memory build/ls3a5000/zone0.dts --profile 6.13
        dtkit overlay build/ls3a5000/zone0.dtb dts/ls3a5000/no-earlycon.dtso -o a.dtb
        dtkit diff build/ls3a5000/zone0.dts build/ls3a5000/zone0.dtb

      Exit codes: 0 done and nothing wrong; 1 findings (lint), differences (diff), something to lay out (format --check), \
      nothing found (query); 2 the input or the call cannot be used.
      """,
    version: "0.1.0",
    subcommands: [
      BuildCommand.self, PreprocessCommand.self, DecompileCommand.self, FormatCommand.self, GetCommand.self,
      SetCommand.self,
      QueryCommand.self, OverlayCommand.self, DiffCommand.self, ZonesCommand.self, MemoryCommand.self,
      LintCommand.self, ExplainCommand.self, EmbedCommand.self,
    ])

  /// As the library's own `main`, but every fault of the call ends with 2, and ours are told like findings.
  static func main() {
    let arguments = CommandLine.arguments
    if let name = arguments.first, let tool = DropInTool(calledAs: name) {
      POSIX.exit(tool.run(ToolCall(name: name, arguments: Array(arguments.dropFirst()))))
    }
    do {
      try checkVerb()
      let call = separated(arguments.dropFirst())
      var command = try parsedVerb(call) ?? parseAsRoot(call)
      try command.run()
    } catch let failure as UnusableSource {
      failure.show()
      exit(withCode: .unusable)
    } catch let error as CommandError {
      var text = "dtkit: error: \(error.message)\n"
      if let help = error.help { text += "  help: \(help)\n" }
      Files.print(text, to: .standardError)
      exit(withCode: .unusable)
    } catch let code as ExitCode {
      exit(withCode: code)
    } catch {
      if exitCode(for: error) == .success { exit(withError: error) }
      Files.print(callError(error) + "\n", to: .standardError)
      exit(withCode: .unusable)
    }
  }

  /// What the argument parser says of a call, with the usage, in the form of all other errors.
  private static func callError(_ error: any Error) -> String {
    let text = fullMessage(for: error)
    let mark = "Error: "
    guard text.hasPrefix(mark) else { return text }
    return "dtkit: error: " + String(text.dropFirst(mark.count)).lowercasedFirst
  }

  /// The verb with its arguments, parsed without a look at the others; nil for whatever is not that simple, such as
  /// a fault, which only the whole call tells well.
  private static func parsedVerb(_ call: [String]) -> (any ParsableCommand)? {
    guard let name = call.first,
      let verb = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      verb.configuration.subcommands.isEmpty
    else { return nil }
    return try? verb.parse(Array(call.dropFirst()))
  }

  /// The arguments with `-DX=1` and `-Ifolder`, as compilers take them, in two; the argument parser would take `X=1`
  /// apart.
  private static func separated(_ arguments: ArraySlice<String>) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].flatMap { argument in
      let isJoined = argument.utf8.count > 2 && (argument.hasPrefix("-D") || argument.hasPrefix("-I"))
      return isJoined ? [String(argument.prefix(2)), String(argument.dropFirst(2))] : [argument]
    } + arguments[end...]
  }

  /// The argument parser calls a verb that does not exist an unexpected argument.
  private static func checkVerb() throws(CommandError) {
    guard let verb = CommandLine.arguments.dropFirst().first, !verb.hasPrefix("-"), verb != "help" else {
      return
    }
    let verbs = configuration.subcommands.compactMap { $0.configuration.commandName }
    if !verbs.contains(verb) {
      throw CommandError(
        "there is no verb '\(verb)'",
        help: Spelling.closest(to: verb, among: verbs).map { "did you mean '\($0)'?" }
          ?? "verbs are \(verbs.joined(separator: ", ")); see dtkit --help")
    }
  }

  private static func exit(withCode code: ExitCode) -> Never { exit(withError: code) }
}

extension ExitCode {
  /// There are findings.
  static let findings = ExitCode(1)
  /// The input or the call cannot be used.
  static let unusable = ExitCode(2)
}
