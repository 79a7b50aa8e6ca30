import ArgumentParser
import DTS
import FileSystem

/// `dtkit preprocess`: a source with its includes and macros carried out.
struct PreprocessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preprocess",
    abstract: "Carry out the includes and macros of a source and show the text, as 'gcc -E' does.",
    discussion: """
      The tokens are those of cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp. Line markers (# 12 "file") say where \
      a line comes from; dtkit build and dtc read the text with them and name the places of the sources. dtc's own \
      /include/ stays as it is.

      EXAMPLES
        dtkit preprocess dts/ls3a5000/zones.dts
        dtkit preprocess dts/ls3a5000/zones.dts -P
      """)

  @Argument(help: ArgumentHelp("The source; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Where the text goes; without it, to standard output.", valueName: "file"))
  var output: String = "-"

  @OptionGroup var preprocessing: PreprocessingOptions

  @Flag(
    name: [.customShort("P"), .long], help: "Leave the line markers out, and lines of which nothing is left.")
  var noLineMarkers = false

  @Option(
    name: [.customShort("d"), .customLong("dependencies")],
    help: ArgumentHelp(
      "Write a rule for make: the output, or the blob if that is standard output, and every file that was read.",
      valueName: "file"))
  var dependencies: String?

  func run() throws {
    let bytes = try Files.readSource(file)
    let compiler = DTSCompiler(
      loader: Files.sourceLoader, includePaths: preprocessing.include, defines: preprocessing.macros)
    let text: PreprocessedText
    do throws(CompileFailure) {
      text = try compiler.preprocess(bytes, path: file == "-" ? "<stdin>" : file)
    } catch {
      throw UnusableSource(error, path: file)
    }
    try Files.check(output, isNot: file)
    // The suffix tells an overlay: whether the text is one is not looked at.
    let target =
      output == "-" && dependencies != nil
      ? try MakeRule.target(for: file, isPlugin: file.hasSuffix(".dtso")) : output
    if output == "-" {
      text.write(lineMarkers: !noLineMarkers) { Files.write($0) }
    } else {
      try Files.replace(output, with: text.bytes(lineMarkers: !noLineMarkers), surviving: .programEnd)
    }
    if let dependencies { try MakeRule.write(dependencies, target: target, files: text.dependencies) }
    Findings.printSome(text.diagnostics, sources: text.sources)
  }
}
