import ArgumentParser
import DTS

/// What the preprocessor is given, as compilers take it.
struct PreprocessingOptions: ParsableArguments {
  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  @Option(
    name: [.customShort("D", allowingJoined: true), .long],
    help: ArgumentHelp("Define a macro; without a value it is 1.", valueName: "name[=value]"))
  var define: [String] = []

  /// The macros that are defined.
  var macros: [MacroDefinition] { define.map { MacroDefinition(option: $0) } }
}
