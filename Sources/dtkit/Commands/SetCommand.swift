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
      overridden in the source itself. What is new stands under no #if that the node is not under itself. The result is \
      judged where the source stands, whatever -o says. A blob keeps the order of its strings.

      --edit makes any number of changes, in this order, all or none: 'set NODE PROPERTY VALUE' or 'NODE PROPERTY = \
      VALUE', 'NODE PROPERTY', 'delete NODE PROPERTY', 'delete NODE', 'create NODE'. In a source they are judged \
      together: a value may refer to what a later edit creates, and what refers to a node that goes may go with it.

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
    let target = output ?? file
    let keepsText = diff || target.isSourceName || [file, "-"].contains(target)
    let changes: [EditedTree.Change]
    if let source = try editedSource(edits, asked, keepsText: keepsText) {
      changes = source.changes
      answer.tell(source.notes, sources: source.original.compiled.sources)
      changes.forEach(tell)
      if diff { return show(source, in: &answer) }
      if keepsText {
        if target == "-" { Files.write(source.text) } else { try Files.replace(target, with: source.text) }
        if let note = source.note(onWritingTo: target) {
          answer.tell([Diagnostic(.note, note, subject: target)], sources: SourceMap())
        }
      } else {
        try TreeOutput.write(source.result.tree, to: target)
      }
    } else {
      if diff {
        throw CommandError("\(file): this is a blob, and a patch is of text", help: "leave --diff out")
      }
      var edited = EditedTree(asked, context: context(of: asked.input))
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

  private var name: String { file == "-" ? "<stdin>" : file }

  private var compiler: DTSCompiler {
    DTSCompiler(loader: Files.sourceLoader, includePaths: reading.include)
  }

  /// The source with the edits in its text; nil for a blob, and where the text leaves no way but need not be kept.
  private func editedSource(
    _ edits: [NodeEdit], _ asked: AskedTree, keepsText: Bool
  ) throws -> EditedSource? {
    guard let compiled = asked.input.compiled, let main = compiled.sources.file(at: name) else { return nil }
    do throws(EditedSource.Failure) {
      return try EditedSource(
        edits, of: .init(input: asked.input, compiled: compiled, file: main, compiler: compiler))
    } catch {
      switch error {
      case .call(let error): throw error
      case .text(let failure):
        if keepsText { throw failure }
        return nil
      }
    }
  }

  /// Whose macros a value may use: nil for a blob.
  private func context(of input: TreeInput) -> ValueContext? {
    guard let compiled = input.compiled, let main = compiled.sources.file(at: name) else { return nil }
    return ValueContext(compiler, text: compiled.sources[main].text, path: name)
  }

  private func show(_ source: EditedSource, in answer: inout Answer) {
    let patch = UnifiedDiff(path: file, before: source.original.text, after: source.text)
    if answer.form == .text { return Files.write(patch.bytes) }
    answer.give(
      "",
      json: [
        ("output", .null), ("diff", .string(patch.text)), ("edits", .array(source.changes.map(\.json))),
      ])
  }

  private func tell(_ change: EditedTree.Change) {
    if let note = change.note { tell(note) }
  }

  private func tell(_ note: String) { Files.print("dtkit: note: \(note)\n", to: .standardError) }

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
