import DropIn
import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import KernelImage
import SourceDiagnostics

/// `dtkit set`: a tree with other values, nodes more or less.
struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set and delete properties, create and delete nodes, in a blob or in a source.",
    discussion: """
      The value is written as in a source: '<0x1 &clk>', '<&{/clock}>', '"text"', '[00 ff]'; several are joined by commas, none makes \
      a property that is only there. With --type the words are taken as fdtput takes them. A property that the node \
      has not is added. In a source, the text is changed where the value stands and every other byte stays; the value \
      is written as it is given, and may use the source's macros and expressions. What an included file says is \
      overridden in the source itself. A blob keeps the order of its strings.

      --edit makes any number of changes, in this order, all or none: 'set NODE PROPERTY VALUE' or 'NODE PROPERTY = \
      VALUE', 'NODE PROPERTY', 'delete NODE PROPERTY', 'delete NODE', 'create NODE'.

      EXAMPLES
        dtkit set build/ls3a5000/zone0.dtb /chosen bootargs -t s quiet -o a.dtb
        dtkit set build/ls3a5000/zone0.dts /chosen bootargs -t s quiet -o a.dts
        dtkit set build/ls3a5000/zone0.dts -e 'create /chosen/x' --diff
      """)

  @Argument(help: ArgumentHelp("The tree, source or blob; - is standard input.", valueName: "file"))
  var file: String

  @Argument(help: ArgumentHelp("/path, alias or &label.", valueName: "node"))
  var node: String?

  @Argument(help: ArgumentHelp("The property.", valueName: "property"))
  var property: String?

  @Argument(help: ArgumentHelp("The value.", valueName: "value"))
  var values: [String] = []

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Where the result goes: a source if it ends with .dts, else a blob; on -, standard output, what the file is. "
        + "Without it, the file itself is changed.",
      valueName: "file"))
  var output: String?

  @Flag(help: "Write nothing; show what would change in the source, as a patch.")
  var diff = false

  @Option(
    name: [.customShort("e"), .long],
    help: ArgumentHelp(
      "A change, such as '&uart status = \"okay\"' or 'delete &uart clocks'.", valueName: "edit"))
  var edit: [String] = []

  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp(
      "How to read the values: s string, i integer, u unsigned, x hexadecimal; before it hh or b for bytes, h for "
        + "2 bytes.", valueName: "type"))
  var type: String?

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    if edit.isEmpty, property == nil {
      throw ValidationError(
        node == nil
          ? "nothing is to be changed; name a node, a property and its value, or say --edit"
          : "no property is named; to create or delete a node say --edit 'create NODE' or 'delete NODE'")
    }
    if diff, output != nil { throw ValidationError("--diff writes nothing; leave -o out") }
    if !edit.isEmpty, node != nil { throw ValidationError("say the change with --edit too, or without it") }
    guard let type else { return }
    if ValueType(type)?.letter == nil || ValueType(type)?.letter == "r" {
      throw ValidationError("'\(type)' is no type; types are s, i, u and x, with hh, b, h or l before them")
    }
  }

  func run() throws { try reading.format.run(about: file) { try change(&$0) } }

  private func change(_ answer: inout Answer) throws {
    let edits = try edits()
    let asked = try AskedTree(file, reading, telling: &answer)
    let changes: [EditedTree.Change]
    let target = output ?? file
    let text = asked.input.compiled.flatMap { compiled in
      compiled.sources.file(at: file == "-" ? "<stdin>" : file).map { compiled.sources[$0].text }
    }
    if let compiled = asked.input.compiled, let text,
      diff || target.isSourceName || [file, "-"].contains(target)
    {
      var source = EditedSource(compiled, path: file, includeFolders: reading.include, text: text)
      changes = try edits.map { try source.apply($0) }
      changes.forEach(tell)
      if diff {
        let patch = UnifiedDiff(path: file, before: text, after: source.text)
        if answer.form == .text { return Files.write(patch.bytes) }
        answer.give(
          "",
          json: [("output", .null), ("diff", .string(patch.text)), ("edits", .array(changes.map(\.json)))])
        return
      }
      if target == "-" { Files.write(source.text) } else { try Files.replace(target, with: source.text) }
    } else {
      if diff {
        throw CommandError("\(file): this is a blob, and a patch is of text", help: "leave --diff out")
      }
      let compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: reading.include)
      let context = text.map { ValueContext(compiler, text: $0, path: file == "-" ? "<stdin>" : file) }
      var edited = EditedTree(asked, context: context)
      changes = try edits.map { try edited.apply($0) }
      changes.forEach(tell)
      let isBlob = !asked.input.isSource && !target.isSourceName
      try TreeOutput.write(
        edited.tree, blob: isBlob ? asked.input.blob(of: edited.tree) : nil, to: target)
    }
    answer.outputIsTaken = target == "-"
    answer.give(
      changes.map { "\(target): \($0.text)\n" }.joined(),
      json: [("output", .string(target)), ("edits", .array(changes.map(\.json)))])
  }

  private func tell(_ change: EditedTree.Change) {
    if let note = change.note { Files.print("dtkit: note: \(note)\n", to: .standardError) }
  }

  private func edits() throws(CommandError) -> [NodeEdit] {
    guard let node, let property else {
      return try edit.map { text throws(CommandError) in try NodeEdit(text) }
    }
    guard let type, let form = ValueType(type) else {
      return [try NodeEdit(node: node, .set(property, value: values.joined(separator: ", ")))]
    }
    let bytes: [UInt8]
    do throws(ToolFailure) {
      bytes = try form.bytes(of: values)
    } catch {
      throw CommandError("the value cannot be read: \(error.message.lowercasedFirst)")
    }
    return [try NodeEdit(node: node, .setBytes(property, bytes, source: form.source(of: values)))]
  }
}
