import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// A source changed in its own text by edits that are judged together.
///
/// What other files define is overridden in the source itself, as a board's source does with what it includes.
struct EditedSource {
  /// The source before the edits.
  struct Original {
    let input: TreeInput
    let compiled: CompiledTree
    /// The source in the texts that were compiled.
    let file: FileID
    let compiler: DTSCompiler

    /// The name that it was compiled under.
    var name: String { compiled.sources[file].path }
    var text: [UInt8] { compiled.sources[file].text }
  }

  let original: Original
  /// The changed text.
  let text: [UInt8]
  /// What it compiles to.
  let result: CompiledTree
  /// What each edit did.
  let changes: [EditedTree.Change]
  /// What a person should know of the changes.
  let notes: [Diagnostic]

  /// Makes the edits, which come to one change of the text, and compiles that.
  init(_ edits: [NodeEdit], of original: Original) throws(Failure) {
    self.original = original
    let revision: TreeRevision
    do throws(CommandError) {
      revision = try TreeRevision(edits, of: original.input)
    } catch {
      throw .call(error)
    }
    changes = revision.changes
    var editor = SourceEditor(original.compiled)
    do throws(SourceEditor.Refusal) {
      try Self.write(revision, of: original, by: &editor)
    } catch {
      throw Failure(error, of: original)
    }
    notes = editor.notes.map { Diagnostic(.note, $0.message, at: $0.range) }
    text = editor.edits.apply(to: original.compiled.sources).first?.text ?? original.text
    do throws(CompileFailure) {
      result = try original.compiler.compile(text, path: original.name)
    } catch {
      throw Failure(error, revision, editor.edits, of: original)
    }
    let judge = RevisionJudge(
      revision, before: original.compiled, after: result, edits: editor.edits, file: original.file)
    if let fault = judge.fault {
      throw Failure(
        "changed here, the source would not compile to this: \(fault.reason)", at: fault.range, of: original)
    }
  }

  private static func write(
    _ revision: TreeRevision, of original: Original, by editor: inout SourceEditor
  ) throws(SourceEditor.Refusal) {
    let tree = original.compiled.tree
    var standsBehindAll = false
    for node in revision.deleted {
      var above = tree.parent(of: node)
      while let parent = above, !revision.deleted.contains(parent) { above = tree.parent(of: parent) }
      // With the node above it, it goes anyway.
      guard above == nil else { continue }
      if try editor.delete(node, in: original.file), revision.created.contains(node) {
        standsBehindAll = true
      }
    }
    for node in revision.revisions {
      try editor.revise(node, in: original.file, behindAll: standsBehindAll && !node.nodes.isEmpty)
    }
    if let other = editor.edits.list.first(where: { $0.range.file != original.file }) {
      throw SourceEditor.Refusal(
        reason: "this stands in a file that it includes", range: other.range, help: "change it there")
    }
  }
}
