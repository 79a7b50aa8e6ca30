import ArgumentParser
import DTS
import DeviceTree
import FDT
import FileSystem
import SourceDiagnostics
import SystemPackage

/// `dtkit decompile`: a source of a blob, with labels and references.
struct DecompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompile",
    abstract: "Make a source of a blob, with labels and references, that compiles to the same blob.",
    discussion: """
      References are recovered from __symbols__ and fixups and, in an ordinary blob, from every property that is known \
      to hold phandles (clocks, gpios, interrupt-map, ...) and from the order of the phandles. A node that something \
      refers to is labelled by its alias or its name. The source is compiled again before it is written: a form that \
      does not give the same bytes gives way to a plainer one.

      EXAMPLES
        dtkit decompile build/ls3a5000/zone0.dtb
        dtkit decompile build/ls3a5000/zone0.dtb -o recovered.dts

      The tree of the running machine, where it has one: dtkit decompile /proc/device-tree -o running.dts
      """)

  @Argument(
    help: ArgumentHelp(
      "The blob, or a folder such as /proc/device-tree; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Where the source goes; without it, to standard output.", valueName: "file"))
  var output: String = "-"

  /// What a tree can be read from.
  enum Origin: String, CaseIterable, ExpressibleByArgument {
    case dtb
    case fs
  }

  @Option(
    help: "What is read: dtb for a blob, fs for a folder; without it, what is there, if it looks like a tree."
  )
  var from: Origin?

  @Option(help: AnswerForm.help)
  var format: AnswerForm = .text

  func validate() throws {
    if format == .sarif, output == "-" {
      throw ValidationError(
        "with --format sarif, standard output is for findings; name a file for the source with -o")
    }
  }

  func run() throws { try format.run(about: file) { try decompile(&$0) } }

  private func decompile(_ answer: inout Answer) throws {
    let (tree, blob) = try read()
    let name = file == "-" ? "a blob" : FilePath(file).lastComponent?.string ?? file
    let source = Decompiler(name: name).decompile(tree)
    try Files.check(output, isNot: file)
    if output != "-" { try Files.replace(output, with: Array(source.text.utf8)) }
    if let difference = source.difference {
      let finding = Diagnostic(
        .warning, "no source gives this tree: \(difference)", rule: "not-reproducible",
        help: "what is written shows the tree; dtkit get and set work on the blob itself", subject: file)
      answer.tell([finding], sources: SourceMap())
    }
    answer.give(
      output == "-" ? source.text : "\(output): \(summary(source, of: tree, blob))\n",
      json: members(of: source))
    if source.difference != nil { throw ExitCode.findings }
  }

  private func read() throws -> (tree: DeviceTree, blob: [UInt8]?) {
    if file != "-", POSIX.isFolder(file) { return (try readFolder(), nil) }
    if from == .fs {
      throw CommandError("\(file): this is no folder", help: "without --from fs it is read as a blob")
    }
    let bytes = try Files.read(file)
    guard bytes.isBlob else {
      throw CommandError(
        "\(file): this is no blob: it does not begin with the bytes d0 0d fe ed",
        help: "dtkit format tidies a source, dtkit build compiles it")
    }
    do throws(FDTError) {
      return (try DeviceTree(blob: bytes), bytes)
    } catch {
      throw CommandError(
        "\(file): at byte \(error.offset): \(error)", help: "the blob is damaged; make it anew")
    }
  }

  /// A folder may be any: what is no tree is read as one only if that is asked for.
  private func readFolder() throws(CommandError) -> DeviceTree {
    if from == .dtb {
      throw CommandError("\(file): this is a folder", help: "name the blob in it")
    }
    guard from == .fs || FolderTree.isTree(file) else {
      throw CommandError(
        "\(file): this folder does not look like a device tree: it has no #address-cells, compatible or model "
          + "as a root has",
        help:
          "name the root, such as /proc/device-tree, or a blob; --from fs takes every folder as a node and "
          + "every file as a property")
    }
    return try FolderTree.read(file)
  }

  private func summary(_ source: DecompiledSource, of tree: DeviceTree, _ blob: [UInt8]?) -> String {
    let compiled = tree.flattened()
    let option = source.form == .withSymbols ? " -@" : ""
    let result =
      if blob == compiled {
        "dtkit build\(option) makes the same \(compiled.count) bytes of it"
      } else if let blob {
        "dtkit build\(option) makes the same tree of it, in \(compiled.count) bytes; the blob has \(blob.count)"
      } else {
        "dtkit build\(option) makes the same tree of it"
      }
    guard source.form != .exact else {
      return "no references could be recovered" + (source.difference == nil ? "; \(result)" : "")
    }
    return "\(source.references) references, \(source.labels) labels; \(result)"
  }

  private func members(of source: DecompiledSource) -> [(String, JSONValue)] {
    let form =
      switch source.form {
      case .plain: "plain"
      case .withSymbols: "symbols"
      case .exact: "exact"
      }
    var members: [(String, JSONValue)] = [
      ("form", .string(form)), ("references", .int(source.references)), ("labels", .int(source.labels)),
      ("difference", .optional(source.difference)),
    ]
    members.append(output == "-" ? ("source", .string(source.text)) : ("output", .string(output)))
    return members
  }
}
