import ArgumentParser
import DeviceTreeLint

/// What the call says about mending what was found.
struct FixOptions: ParsableArguments {
  @Flag(
    help:
      "Mend what was found, in the source, and show the change; written only if the finding is gone and no other comes. What only you can know takes --mend."
  )
  var fix = false

  @Flag(help: "Show what --fix would change, as a patch on standard output, and write nothing.")
  var diff = false

  @Option(
    help: ArgumentHelp(
      "Which of the mends --fix makes, counted from 1, instead of the smallest that needs no choice: for every finding that has so many, or for one node.",
      valueName: "number|node=number"))
  var mend: [ChosenMend] = []

  @Option(
    help: ArgumentHelp("Mend the findings of this rule or node only.", valueName: "rule|node"))
  var only: [String] = []

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Where the mended tree goes, instead of into the file; a blob needs it.", valueName: "file"))
  var output: String?

  /// Whether anything is to be mended.
  var isWanted: Bool { fix || diff }

  /// The mends that the call chooses.
  var choice: MendChoice {
    var choice = MendChoice()
    for chosen in mend { choice.choose(chosen.number, for: chosen.node) }
    return choice
  }

  func validate() throws {
    if !isWanted, !mend.isEmpty || !only.isEmpty || output != nil {
      throw ValidationError("--mend, --only and --output say how to mend: give --fix or --diff as well.")
    }
  }
}

/// "2", or "guest@c0000000=2".
struct ChosenMend: ExpressibleByArgument {
  var node: String?
  var number: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let number = parts.last.flatMap({ Int($0) }), number > 0 else {
      return nil
    }
    self.number = number
    if parts.count == 2 {
      if parts[0].isEmpty { return nil }
      node = String(parts[0])
    }
  }
}
