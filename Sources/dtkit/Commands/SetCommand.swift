import ArgumentParser
import DTS
import DeviceTree
import SourceDiagnostics

/// `dtkit set`: a tree with another value of one property.
struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Give a property another value, in a blob or in a source.",
    discussion: """
      The value is written as in a source: '<0x1 &clk>', '"text"', '[00 ff]'; several are joined by commas, none makes \
      a property that is only there. With --type the words are taken as fdtput takes them. A property that the node \
      has not is added. In a source, the text is changed where the value stands and every other byte stays; a blob \
      keeps the order of its strings.

      EXAMPLES
        dtkit set build/ls3a5000/zone0.dtb /chosen bootargs -t s quiet -o a.dtb
        dtkit set build/ls3a5000/zone0.dts /chosen bootargs -t s quiet -o a.dts
      """)

  @Argument(help: ArgumentHelp("The tree, source or blob; - is standard input.", valueName: "file"))
  var file: String

  @Argument(help: ArgumentHelp("/path, alias or &label.", valueName: "node"))
  var node: String

  @Argument(help: ArgumentHelp("The property.", valueName: "property"))
  var property: String

  @Argument(help: ArgumentHelp("The value.", valueName: "value"))
  var values: [String] = []

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Where the result goes: a source if it ends with .dts, else a blob. It may be the file itself.",
      valueName: "file"))
  var output: String

  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp(
      "How to read the values: s string, i integer, u unsigned, x hexadecimal; before it hh or b for bytes, h for "
        + "2 bytes.", valueName: "type"))
  var type: String?

  @Option(
    name: [.customShort("I"), .long],
    help: ArgumentHelp("A folder to look for includes in.", valueName: "folder"))
  var include: [String] = []

  func validate() throws {
    guard let type else { return }
    if ValueType(type)?.letter == nil || ValueType(type)?.letter == "r" {
      throw ValidationError("'\(type)' is no type; types are s, i, u and x, with hh, b, h or l before them")
    }
  }

  func run() throws {
    let asked = try AskedTree(file, includeFolders: include)
    let node = try asked.node(node)
    var tree = asked.tree
    let value = try value(in: &tree)
    guard !property.isEmpty, property.utf8.allSatisfy({ Self.mayName($0) }) else {
      throw CommandError(
        "'\(property)' cannot be the name of a property",
        help: "names have letters, digits and , . _ + ? # - only")
    }
    if let compiled = asked.input.compiled, output.hasSuffix(".dts") || output.hasSuffix(".dtsi") {
      try edit(compiled, node, value, to: tree)
    } else {
      tree.set(property, to: value, of: node)
      if asked.input.isSource || output.hasSuffix(".dts") {
        try TreeOutput.write(tree, to: output)
      } else {
        try TreeOutput.write(tree, blob: tree.flattened(editedFrom: asked.input.tree), to: output)
      }
    }
    guard output != "-" else { return }
    tree.set(property, to: value, of: node)
    let text = tree.property(property, of: node).map { DTSPrinter.text(of: $0, in: tree) } ?? ""
    Files.print("\(output): \(tree.path(of: node)): \(property)\(text.isEmpty ? "" : " = ")\(text);\n")
  }

  private static func mayName(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f && !"\"'()/:;<=>@[\\]^`{|}~!$%&".utf8.contains(byte)
  }

  private func value(in tree: inout DeviceTree) throws(CommandError) -> PropertyValue {
    if let type, let form = ValueType(type) {
      do throws(ToolFailure) {
        return PropertyValue(bytes: try form.bytes(of: values))
      } catch {
        throw CommandError("the value cannot be read: \(error.message.lowercasedFirst)")
      }
    }
    do throws(PropertyValue.SourceFailure) {
      return try PropertyValue(source: values.joined(separator: ", "), in: &tree)
    } catch {
      throw CommandError(
        "the value '\(values.joined(separator: ", "))' cannot be read: \(error.reason)",
        help: "write it as in a source, in quotes for the shell: '<0x1 0x2>', '\"text\"'; or say --type s")
    }
  }

  /// Changes the source's own text, and sees that it compiles to what is meant.
  private func edit(
    _ compiled: CompiledTree, _ node: DeviceTree.NodeID, _ value: PropertyValue, to meant: DeviceTree
  ) throws {
    var tree = meant
    tree.set(property, to: value, of: node)
    let text = tree.property(property, of: node).map { DTSPrinter.text(of: $0, in: tree) } ?? ""
    var editor = SourceEditor(compiled)
    // Behind what the node has, like a property that a blob is given.
    let last = compiled.tree.properties(of: node).map { compiled.tree.name(of: $0) }.suffix(1)
    do throws(SourceEditor.Refusal) {
      if compiled.tree.property(property, of: node) == nil {
        try editor.addProperty(
          text.isEmpty ? property : "\(property) = \(text)", to: node, behind: Array(last))
      } else if text.isEmpty {
        try editor.removeProperty(property, of: node)
        try editor.addProperty(property, to: node)
      } else {
        try editor.setValue(text, of: property, in: node)
      }
    } catch {
      throw CommandError(
        "\(file): the source cannot be changed: \(error.reason)",
        help: "give -o a name that ends with .dtb, for a blob")
    }
    let changed = editor.edits.apply(to: compiled.sources)
    guard changed.count == 1, let first = changed.first, compiled.sources[first.file].path == file else {
      throw CommandError(
        "\(file): the value stands in another file that it includes",
        help: "change it there, or give -o a name that ends with .dtb, for a blob")
    }
    let compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: include)
    let again = try? compiler.compile(first.text, path: file == "-" ? "<stdin>" : file).tree
    // A node that is referred to for the first time may be given another phandle: the values' texts are compared.
    guard let again, let place = again.node(at: tree.path(of: node)),
      let result = again.property(property, of: place), DTSPrinter.text(of: result, in: again) == text
    else {
      throw CommandError(
        "\(file): changed there, the source would not compile to this value; nothing was written")
    }
    if output == "-" { return Files.write(first.text) }
    try Files.replace(output, with: first.text)
  }
}
