import DropIn
import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// `dtkit get`: a node or a value of a tree.
struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Show a node of a tree, or the value of a property.",
    discussion: """
      A node is said by its path, an alias or a label. Values are shown as a source has them, with references; --type \
      shows them as fdtget does, for scripts. In a blob, labels and references are those that dtkit decompile recovers.

      EXAMPLES
        dtkit get build/ls3a5000/zone0.dtb /chosen
        dtkit get build/ls3a5000/zone0.dtb /chosen bootargs --type s
      """)

  @Argument(help: ArgumentHelp("The tree, source or blob; - is standard input.", valueName: "file"))
  var file: String

  @Argument(help: ArgumentHelp("/path, alias or &label.", valueName: "node"))
  var node: String

  @Argument(help: ArgumentHelp("The property; without it, all of the node is shown.", valueName: "property"))
  var property: String?

  @Option(
    name: [.customShort("t"), .long],
    help: ArgumentHelp(
      "How to show the value: s string, i integer, u unsigned, x hexadecimal, r raw bytes; before it hh or b for "
        + "bytes, h for 2 bytes.", valueName: "type"))
  var type: String?

  @Option(
    name: [.customShort("d"), .long],
    help: ArgumentHelp("What to show where there is no such node or property.", valueName: "text"))
  var `default`: String?

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    guard let type else { return }
    if ValueType(type) == nil {
      throw ValidationError(
        "'\(type)' is no type; types are s, i, u, x and r, with hh, b, h or l before them")
    }
    if property == nil { throw ValidationError("--type is for the value of a property, and none is named") }
  }

  func run() throws { try reading.format.run(about: file) { try show(&$0) } }

  private func show(_ answer: inout Answer) throws {
    let asked = try AskedTree(file, reading, telling: &answer)
    do throws(CommandError) {
      let found = try asked.node(node)
      guard let property else {
        answer.point(to: [asked.place(of: found)], in: asked.input.compiled?.sources)
        return answer.give(text(of: found, asked), json: members(of: found, asked))
      }
      let value = try asked.property(property, of: found)
      answer.point(to: [asked.place(of: value)], in: asked.input.compiled?.sources)
      guard answer.form == .text else { return answer.give("", json: members(of: value, asked)) }
      try show(value, of: asked)
    } catch {
      guard let `default`, reading.format == .text else { throw error }
      Files.print(`default` + "\n")
    }
  }

  private func show(_ property: DeviceTree.PropertyID, of asked: AskedTree) throws(CommandError) {
    guard let type, let form = ValueType(type) else {
      return Files.print(DTSPrinter.text(of: property, in: asked.tree) + "\n")
    }
    do throws(ToolFailure) {
      Files.write(try form.text(of: asked.tree.bytes(of: property)) + (form.letter == "r" ? [] : [0x0a]))
    } catch {
      throw CommandError(
        "\(file): \(asked.tree.name(of: property)) cannot be shown as '\(type)': \(error.message.lowercasedFirst)",
        help: "without --type it is \(DTSPrinter.text(of: property, in: asked.tree).prefix(60))")
    }
  }

  private func members(of property: DeviceTree.PropertyID, _ asked: AskedTree) -> [(String, JSONValue)] {
    asked.members(of: asked.tree.node(of: property)) + [("property", asked.json(property))]
  }

  private func members(of node: DeviceTree.NodeID, _ asked: AskedTree) -> [(String, JSONValue)] {
    let tree = asked.tree
    let properties = tree.properties(of: node).map { asked.json($0) }
    let children = tree.children(of: node).map { JSONValue.string(tree.name(of: $0)) }
    return asked.members(of: node) + [("properties", .array(properties)), ("children", .array(children))]
  }

  private func text(of node: DeviceTree.NodeID, _ asked: AskedTree) -> String {
    let tree = asked.tree
    let name = tree.parent(of: node) == nil ? "/" : tree.name(of: node)
    var text = tree.labels(of: node).map { "\($0): " }.joined() + name + " {\n"
    for property in tree.properties(of: node) {
      let value = DTSPrinter.text(of: property, in: tree)
      text += "\t\(tree.name(of: property))\(value.isEmpty ? "" : " = ")\(value);\n"
    }
    let children = tree.children(of: node).map { child in
      "\t\(tree.labels(of: child).map { "\($0): " }.joined())\(tree.name(of: child)) { ... };\n"
    }
    if !children.isEmpty, tree.properties(of: node).contains(where: { _ in true }) { text += "\n" }
    return text + children.joined() + "};\n"
  }
}
