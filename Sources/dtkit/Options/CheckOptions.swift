import ArgumentParser
import DTS
import FileSystem

/// Which of dtc's named checks are made, as dtc's own options say it.
struct CheckOptions: ParsableArguments {
  @Option(
    name: [.customShort("W", allowingJoined: true), .customLong("warning")],
    help: ArgumentHelp("Turn a check's warning on, or off with no-.", valueName: "[no-]check"))
  var warnings: [String] = []

  @Option(
    name: [.customShort("E", allowingJoined: true), .customLong("error")],
    help: ArgumentHelp("Make a check an error, or with no- none.", valueName: "[no-]check"))
  var errors: [String] = []

  /// The levels that the options make of those that are the basis.
  static func levels(
    warnings: [String], errors: [String], basis: CheckLevels = .standard
  ) throws(CommandError) -> CheckLevels {
    var levels = basis
    for (options, level) in [(warnings, CheckLevels.Level.warning), (errors, .error)] {
      for option in options {
        do throws(UnknownCheck) {
          try levels.apply(option, level)
        } catch {
          throw CommandError(
            "there is no check '\(error.name)'", help: error.suggestion.map { "did you mean '\($0)'?" })
        }
      }
    }
    return levels
  }
}
