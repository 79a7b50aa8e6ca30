import ArgumentParser

/// How the verbs that look into trees read them, and answer.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  @Option(help: AnswerForm.help)
  var format: AnswerForm = .text
}
