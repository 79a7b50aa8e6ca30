import DTS
import DeviceTree
import SourceDiagnostics

/// Holds what a changed source compiles to against what was meant.
///
/// All that is not set must be as it was, but for the numbers of phandles; and each value that is set must be made by
/// the text that was written for it.
struct RevisionJudge {
  private let revision: TreeRevision
  private let before: CompiledTree
  private let after: CompiledTree
  private let edits: SourceEdits
  private let file: FileID

  init(
    _ revision: TreeRevision, before: CompiledTree, after: CompiledTree, edits: SourceEdits, file: FileID
  ) {
    (self.revision, self.before, self.after) = (revision, before, after)
    (self.edits, self.file) = (edits, file)
  }

  /// What is not as it was meant, and where, in the texts as they were; nil if all is.
  var fault: (reason: String, range: SourceRange?)? {
    var meant = revision.tree
    var got = after.tree
    for (node, name, _) in revision.values {
      let path = meant.path(of: node)
      guard let twin = got.node(atWholePath: path.utf8), let property = got.property(name, of: twin) else {
        return ("\(path) would have no \(name)", before.positions.lastRange(of: node))
      }
      if let place = placeElsewhere(of: property) {
        return ("\(name) of \(path) would have the value that it is given elsewhere", place)
      }
      if let old = meant.property(name, of: node) { meant.remove(old) }
      got.remove(property)
    }
    if before.isPlugin {
      // They list the references in values.
      for name in ["__fixups__", "__local_fixups__"] {
        if let list = meant.child(named: name, of: meant.root) { meant.remove(list) }
        if let list = got.child(named: name, of: got.root) { got.remove(list) }
      }
    }
    let difference = TreeDifference(from: meant, to: got)
    guard let change = difference.changes.first else {
      return difference.reservationsDiffer ? ("its /memreserve/ entries would be others", nil) : nil
    }
    return text(of: change, from: meant, to: got)
  }

  /// Where a property's value comes from, if not from what an edit wrote.
  private func placeElsewhere(of property: DeviceTree.PropertyID) -> SourceRange? {
    guard let whole = after.positions.range(of: property) else { return nil }
    let isMain = after.sources[whole.file].path == before.sources[file].path
    let isWritten = edits.written(in: file).contains { edit, range in
      // A value that goes leaves nothing but its place.
      whole.start <= range.upperBound && range.lowerBound <= whole.end
    }
    if isMain, isWritten { return nil }
    guard let known = before.sources.file(at: after.sources[whole.file].path) else { return nil }
    guard isMain else { return SourceRange(file: known, start: whole.start, end: whole.end) }
    let start = edits.originalOffset(of: whole.start, in: file)
    return SourceRange(
      file: file, start: start, end: max(start, edits.originalOffset(of: whole.end, in: file)))
  }

  private func text(
    of change: TreeDifference.Change, from meant: DeviceTree, to got: DeviceTree
  ) -> (reason: String, range: SourceRange?) {
    switch change {
    case .addedNode(let node): return ("\(got.path(of: node)) would be there too", nil)
    case .removedNode(let node):
      return ("\(meant.path(of: node)) would be gone", before.positions.range(of: node))
    case .movedNode(let node, let twin):
      return ("\(meant.path(of: node)) would be \(got.path(of: twin))", before.positions.range(of: node))
    case .addedProperty(let property):
      return ("\(got.path(of: got.node(of: property))) would have \(got.name(of: property)) too", nil)
    case .removedProperty(let property):
      let path = meant.path(of: meant.node(of: property))
      return ("\(path) would lose \(meant.name(of: property))", before.positions.range(of: property))
    case .changedProperty(let property, _):
      let path = meant.path(of: meant.node(of: property))
      return (
        "\(meant.name(of: property)) of \(path) would have another value",
        before.positions.range(of: property)
      )
    }
  }
}
