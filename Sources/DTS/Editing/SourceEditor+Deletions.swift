import DeviceTree
import SourceDiagnostics

/// Deletions of what other files define, written over what a file itself says of it.
extension SourceEditor {
  /// Writes `/delete-property/` over the property's last definition, if that stands in the file, and takes away what
  /// the file says of it before; says whether it did.
  ///
  /// Complexity: O(bytes of the file) for each definition.
  mutating func writeDeletion(
    of name: String, of node: DeviceTree.NodeID, in file: FileID
  ) throws(Refusal) -> Bool {
    let extents = positions.extents(of: try property(name, of: node))
    guard let last = extents.last?.whole, last.file == file, condition(at: last, of: node) == nil else {
      return false
    }
    for extent in extents.dropLast() {
      if let whole = extent.whole, whole.file == file { try edit(wholeLines(whole), "") }
    }
    try edit(last, "/delete-property/ \(name);")
    return true
  }

  /// Writes `/delete-node/` over the last block that extends the node, if that stands in the file, and takes away the
  /// file's other blocks of it; says whether it did.
  ///
  /// A file that makes the node, or gives it a label that may be used elsewhere, is left as it is.
  /// Complexity: O(bytes of the file) for each block.
  mutating func writeDeletion(of node: DeviceTree.NodeID, in file: FileID) throws(Refusal) -> Bool {
    let extents = positions.extents(of: node)
    guard let made = extents.first?.whole, made.file != file else { return false }
    var own: [(name: SourceRange, whole: SourceRange)] = []
    for extent in extents {
      guard let whole = extent.whole else { return false }
      guard whole.file == file else { continue }
      guard let name = extent.name, name.start == whole.start else { return false }
      own.append((name, whole))
    }
    guard let last = own.popLast(), extents.last?.whole == last.whole,
      condition(at: last.whole, of: node) == nil, !isExtendedWithin(node, in: file)
    else { return false }
    for block in own { try edit(withEmptyLine(linesWithComment(block.whole)), "") }
    try edit(last.whole, Array("/delete-node/ ".utf8) + bytes(of: last.name) + Array(";".utf8))
    return true
  }

  /// Whether a file extends a node below this one by its own name.
  private func isExtendedWithin(_ node: DeviceTree.NodeID, in file: FileID) -> Bool {
    tree.subtree(of: node).contains { inner in
      inner != node
        && positions.extents(of: inner).contains { extent in
          guard let name = extent.name, name.file == file else { return false }
          return bytes(of: name).first == UInt8(ascii: "&")
        }
    }
  }
}
