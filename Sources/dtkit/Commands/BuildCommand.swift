import ArgumentParser

/// `dtkit build`: compiles a source, with the C preprocessor built in.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compile a device-tree source; #include and macros need no cpp.",
    discussion: """
      The bytes are those that cpp and dtc 1.8.1 make. All errors of a file are found in one run; dtc's named checks \
      warn under their own names, and -W and -E switch them.

      EXAMPLES
        dtkit build build/ls3a5000/zone0.dts --format json -o zone0.dtb
        dtkit build build/ls3a5000/zone0.dts --to yaml -o -
      """)

  @Argument(help: ArgumentHelp("The source; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Where the result goes; else beside the source, as .dtb, .dtbo, .yaml or .S, a .dts to standard output.",
      valueName: "file"))
  var output: String?

  @OptionGroup var preprocessing: PreprocessingOptions

  @Option(
    help: ArgumentHelp(
      "Preprocess with another program, such as cpp or 'gcc -E'; it is given -I and -D, and what Linux's build adds.",
      valueName: "program"))
  var cpp: String?

  @Flag(
    name: [.customShort("@"), .long], help: "Keep labels as __symbols__, so that overlays can refer to them.")
  var symbols = false

  @Option(help: "What to write: dtb, dts, yaml or asm; without it, what the output's name says.")
  var to: Form?

  @Option(
    name: [.customShort("d"), .customLong("dependencies")],
    help: ArgumentHelp(
      "Write a rule for make: the output, or the blob if that is standard output, and every file that was read.",
      valueName: "file"))
  var dependencies: String?

  @Flag(name: [.customShort("q"), .long], help: "Leave all warnings out.")
  var quiet = false

  @Flag(name: [.customShort("f"), .long], help: .hidden)
  var force = false

  @OptionGroup(title: "dtc's checks") var checks: CheckOptions

  @OptionGroup(title: "Room in the blob") var blob: BlobOptions

  @Option(help: AnswerForm.help)
  var format: AnswerForm = .text

  func validate() throws {
    if force {
      throw ValidationError(
        "there is no -f: a tree with errors is not written; -Eno-CHECK makes a check no error, and called as dtc "
          + "the program takes -f")
    }
  }
}
