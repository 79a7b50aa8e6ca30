import DTS
import DeviceTree

extension TreeChange {
  /// Makes the change in the text that the tree was compiled from.
  func write(with editor: inout SourceEditor, _ tree: DeviceTree) throws(SourceEditor.Refusal) {
    let format = tree.rootFormat
    switch self {
    case .setEntry(let index, of: let name, in: let node, let range):
      guard let size = format.wholeEntryBytes else { return }
      try editor.setCells(format.cells(range), at: index * size, of: name, in: node)
    case .appendEntry(let range, to: let name, in: let node):
      try editor.appendValue(format.text(range), to: name, in: node)
    case .setRanges(let ranges, of: let name, in: let node):
      try Self.setRanges(ranges, of: name, in: node, &editor, tree)
    case .setCells(let cells, of: let name, in: let node):
      if tree.property(name, of: node).map({ tree.bytes(of: $0).count == 4 * cells.count }) ?? false {
        try editor.setCells(cells, at: 0, of: name, in: node)
      } else {
        let text = "<" + cells.map { "\($0)" }.joined(separator: " ") + ">"
        try Self.set(text, of: name, in: node, behind: ["#address-cells"], &editor, tree)
      }
    case .setString(let text, of: let name, in: let node):
      try Self.set("\"\(text)\"", of: name, in: node, behind: ["bootargs"], &editor, tree)
    case .addFlag(let name, behind: let anchor, in: let node):
      if tree.property(name, of: node) == nil { try editor.addProperty(name, to: node, behind: [anchor]) }
    case .removeProperty(let name, of: let node):
      if tree.property(name, of: node) != nil { try editor.removeProperty(name, of: node) }
    case .cutString(let bytes, of: let name, in: let node): try editor.cutString(bytes, of: name, in: node)
    case .rename(let node, to: let name): try editor.rename(node, to: name)
    case .move(let node, before: let sibling): try editor.move(node, before: sibling)
    case .remove(let node): try editor.remove(node)
    case .copies(of: let node, let copies):
      for copy in copies { try editor.copy(node, as: copy.name, reg: format.text(copy.range)) }
    }
  }

  private static func setRanges(
    _ ranges: [MemoryRange], of name: String, in node: DeviceTree.NodeID, _ editor: inout SourceEditor,
    _ tree: DeviceTree
  ) throws(SourceEditor.Refusal) {
    let format = tree.rootFormat
    var list = PropertyValue()
    for range in ranges { format.append(range, to: &list) }
    if let old = tree.bytes(name, of: node), old.count > list.bytes.count, old.starts(with: list.bytes),
      !list.bytes.isEmpty
    {
      // The first entries stay as they are written.
      var shorter = editor
      if (try? shorter.truncate(name, of: node, to: list.bytes.count)) != nil {
        editor = shorter
        return
      }
    }
    let text = ranges.map { format.text($0) }.joined(separator: ", ")
    try Self.set(text, of: name, in: node, behind: ["no-map", "reusable", "compatible"], &editor, tree)
  }

  private static func set(
    _ text: String, of name: String, in node: DeviceTree.NodeID, behind anchors: [String],
    _ editor: inout SourceEditor, _ tree: DeviceTree
  ) throws(SourceEditor.Refusal) {
    if tree.property(name, of: node) != nil {
      try editor.setValue(text, of: name, in: node)
    } else {
      try editor.addProperty("\(name) = \(text)", to: node, behind: anchors)
    }
  }
}
