import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import KernelImage
import SourceDiagnostics

/// `dtkit format`: sources in the kernel's coding style.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Lay sources out in the kernel's coding style, in place.",
    discussion: """
      Only blanks, line ends and the case of hexadecimal numbers change, where the style rules out what is there or it is \
      a slip: indentation by tabs, one property a line, an empty line in front of nodes, rows of a value below its \
      first entry. What was laid out on purpose stays: columns, groups of values in lines, comments beside them, labels \
      and short nodes on lines of their own; so do preprocessor lines. What a source compiles to stays the same: that is \
      looked at wherever it compiles by itself. Parts of sources (.dtsi) need not compile; a text without the shape of a \
      source, such as one that lacks a brace or a semicolon, is refused. Exit code 1 if --check or --diff finds anything \
      to change, 2 if a text is refused.

      EXAMPLES
        dtkit format build/ls3a5000/zone0.dts build/ls3a5000/linux1.dts
        dtkit format --check build/ls3a5000/zone0.dts
      """)

  @Argument(help: ArgumentHelp("The sources, before preprocessing; - is standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Write nothing; name the files that are laid out otherwise.")
  var check = false

  @Flag(help: "Write nothing; show what would change, as a patch.")
  var diff = false

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp(
      "A folder to look for includes in, to see that nothing compiled changes.", valueName: "folder"))
  var include: [String] = []

  @Option(help: AnswerForm.help)
  var format: AnswerForm = .text

  func run() throws { try format.run(about: files.first) { try formatAll(&$0) } }

  private func formatAll(_ answer: inout Answer) throws {
    let results = try files.map { try result(of: $0) }
    let changed = results.filter(\.isChanged)
    if !check, !diff {
      var outputs = OutputFiles()
      for result in changed where result.path != "-" { outputs.add(result.path, result.after) }
      try outputs.write()
    }
    if format == .text { show(results) }
    for result in changed { answer.point(to: result.findings, in: result.sources) }
    answer.give("", json: members(of: results))
    if check || diff, !changed.isEmpty { throw ExitCode.findings }
  }

  private func result(of path: String) throws -> FormattedSource {
    let before = try Files.read(path)
    if before.isBlob {
      throw CommandError(
        "\(path): this is a blob", help: "dtkit decompile makes a source of it", path: path)
    }
    if before.contains(0) { throw CommandError("\(path): this is no text: it has NUL bytes", path: path) }
    let after: [UInt8]
    do throws(FormatFailure) {
      after = try DTSFormatter().format(before)
    } catch {
      var sources = SourceMap()
      let file = sources.add(path: path == "-" ? "<stdin>" : path, text: before)
      let end = min(before.count, error.offset + 1)
      throw UnusableSource(
        path: path,
        diagnostics: [
          .error(
            error.message, at: SourceRange(file: file, start: min(error.offset, end), end: end),
            help: error.help)
        ],
        sources: sources)
    }
    if before != after { try compare(path, before, after) }
    return FormattedSource(path: path, before: before, after: after)
  }

  /// Sees that a text that compiles by itself compiles to the same bytes as before.
  private func compare(_ path: String, _ before: [UInt8], _ after: [UInt8]) throws {
    let compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: include)
    let name = path == "-" ? "<stdin>" : path
    guard let old = try? compiler.compile(before, path: name) else { return }
    let new = try? compiler.compile(after, path: name)
    guard let new, new.tree.flattened() == old.tree.flattened() else {
      throw CommandError(
        "\(path): laid out, it would compile to another blob; nothing was written",
        help: "a macro seems to use how its arguments are spaced; please report this source", path: path)
    }
  }

  private func show(_ results: [FormattedSource]) {
    let verb = check || diff ? "is laid out otherwise" : "laid out"
    for result in results {
      if diff {
        Files.write(UnifiedDiff(path: result.path, before: result.before, after: result.after).bytes)
      } else if result.path == "-", !check {
        Files.write(result.after)
      } else if result.isChanged {
        Files.print("\(result.path): \(verb)\n")
      }
    }
    let changed = results.count(where: \.isChanged)
    guard !diff, results.contains(where: { $0.path != "-" }) else { return }
    let files = results.count == 1 ? "1 file" : "\(results.count) files"
    let result = changed == 0 ? "nothing to change" : "\(changed) \(check ? "to change" : "changed")"
    Files.print("\(files), \(result)\n")
  }

  private func members(of results: [FormattedSource]) -> [(String, JSONValue)] {
    let entries = results.map { result in
      JSONValue.object([
        ("file", .string(result.path)), ("changed", .bool(result.isChanged)),
        (
          "diff",
          .string(UnifiedDiff(path: result.path, before: result.before, after: result.after).text)
        ),
      ])
    }
    return [("files", .array(entries)), ("written", .bool(!check && !diff))]
  }
}
