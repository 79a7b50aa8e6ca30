import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// A source being changed in its own text, one edit after the other; each is compiled before the next.
///
/// What another file defines is overridden in the source itself, as a board's source does with what it includes.
struct EditedSource {
  let path: String
  let includeFolders: [String]
  private(set) var text: [UInt8]
  private var compiled: CompiledTree

  init(_ compiled: CompiledTree, path: String, includeFolders: [String], text: [UInt8]) {
    self.path = path
    self.includeFolders = includeFolders
    self.compiled = compiled
    self.text = text
  }

  mutating func apply(_ edit: NodeEdit) throws(CommandError) -> EditedTree.Change {
    let asked = AskedTree(input: TreeInput(path: path, compiled: compiled), tree: compiled.tree)
    var meant = EditedTree(asked, context: ValueContext(compiler, text: text, path: name))
    let change = try meant.apply(edit)
    var editor = SourceEditor(compiled)
    guard let file = compiled.sources.file(at: name) else {
      throw CommandError("\(path): it is not in the text")
    }
    do throws(SourceEditor.Refusal) {
      try make(change, in: file, by: &editor)
    } catch {
      throw CommandError(
        "\(path): the source cannot be changed: \(error.reason)",
        help: "give -o a name that ends with .dtb, for a blob")
    }
    let files = editor.edits.apply(to: compiled.sources)
    guard files.count == 1, let first = files.first, first.file == file else {
      throw CommandError(
        "\(path): this stands in another file that it includes",
        help: "change it there, or give -o a name that ends with .dtb, for a blob")
    }
    do throws(CompileFailure) {
      compiled = try compiler.compile(first.text, path: name)
    } catch {
      let reason = error.diagnostics.first { $0.severity == .error }?.message ?? "it does not compile"
      throw CommandError("\(path): changed so, it would not compile: \(reason); nothing was written")
    }
    guard holds(change) else {
      throw CommandError("\(path): changed there, it would not compile to this; nothing was written")
    }
    text = first.text
    return change
  }

  private var compiler: DTSCompiler {
    DTSCompiler(loader: Files.sourceLoader, includePaths: includeFolders)
  }

  private var name: String { path == "-" ? "<stdin>" : path }

  private func make(
    _ change: EditedTree.Change, in file: FileID, by editor: inout SourceEditor
  ) throws(SourceEditor.Refusal) {
    let tree = compiled.tree
    guard
      let node = tree.node(atWholePath: (change.verb == .create ? parent(of: change.node) : change.node).utf8)
    else {
      return
    }
    switch (change.verb, change.property) {
    case (.set, let property?): try set(property, change, of: node, in: file, by: &editor)
    case (_, let property?):
      let definitions = tree.property(property, of: node).map { compiled.positions.extents(of: $0) } ?? []
      if definitions.allSatisfy({ $0.whole.map { $0.file == file } ?? true }) {
        return try editor.removeProperty(property, of: node)
      }
      if try editor.writeDeletion(of: property, of: node, in: file) { return }
      try add("/delete-property/ \(property)", to: node, in: file, by: &editor)
    case (.delete, nil):
      if compiled.positions.extents(of: node).allSatisfy({ $0.whole.map { $0.file == file } ?? true }) {
        return try editor.remove(node)
      }
      if try editor.writeDeletion(of: node, in: file) { return }
      try editor.append("/delete-node/ \(reference(to: node));", to: file)
    default:
      let new = change.node.split(separator: "/").last.map(String.init) ?? ""
      if editor.opens(node, in: file) { return try editor.addNode(new, to: node, in: file) }
      try editor.append("\(reference(to: node)) {\n\t\(new) {\n\t};\n};", to: file)
    }
  }

  private func set(
    _ name: String, _ change: EditedTree.Change, of node: DeviceTree.NodeID, in file: FileID,
    by editor: inout SourceEditor
  ) throws(SourceEditor.Refusal) {
    let value = change.written ?? change.value ?? ""
    let statement = change.statement
    let (tree, positions) = (compiled.tree, compiled.positions)
    guard let property = tree.property(name, of: node) else {
      let last = tree.properties(of: node).map { tree.name(of: $0) }.suffix(1)
      let anchor = last.first.flatMap { tree.property($0, of: node) }.flatMap {
        positions.extents(of: $0).last?.whole
      }
      // Behind what the node has, like a property that a blob is given.
      if let anchor, anchor.file == file, !editor.isOnOneLine(node, in: file) {
        return try editor.addProperty(statement, to: node, behind: Array(last))
      }
      return try add(statement, to: node, in: file, by: &editor)
    }
    if let whole = positions.extents(of: property).last?.whole, whole.file != file {
      return try add(statement, to: node, in: file, by: &editor)
    }
    if value.isEmpty {
      try editor.removeProperty(name, of: node)
      try editor.addProperty(statement, to: node, in: file)
    } else {
      try editor.setValue(value, of: name, in: node)
    }
  }

  /// Into a block that the node has in the file, else into a new one at the end.
  private func add(
    _ statement: String, to node: DeviceTree.NodeID, in file: FileID, by editor: inout SourceEditor
  ) throws(SourceEditor.Refusal) {
    if editor.opens(node, in: file) { return try editor.addProperty(statement, to: node, in: file) }
    try editor.append("\(reference(to: node)) {\n\t\(statement);\n};", to: file)
  }

  private func reference(to node: DeviceTree.NodeID) -> String {
    if node == compiled.tree.root { return "/" }
    return compiled.tree.labels(of: node).first.map { "&\($0)" } ?? "&{\(compiled.tree.path(of: node))}"
  }

  private func parent(of path: String) -> String {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    return end == path.startIndex ? "/" : String(path[..<end])
  }

  /// Whether the changed text says what was meant.
  ///
  /// A node that is referred to for the first time may be given another phandle: the values' texts are compared.
  private func holds(_ change: EditedTree.Change) -> Bool {
    let node = compiled.tree.node(atWholePath: change.node.utf8)
    guard let name = change.property else { return (node != nil) == (change.verb == .create) }
    let property = node.flatMap { compiled.tree.property(name, of: $0) }
    if change.verb == .delete { return property == nil && node != nil }
    return property.map { DTSPrinter.text(of: $0, in: compiled.tree) } == change.value
  }
}
