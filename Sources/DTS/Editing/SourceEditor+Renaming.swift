public import DeviceTree
import SourceDiagnostics

/// The names of nodes, wherever the sources write them.
extension SourceEditor {
  /// Gives a node another name wherever the sources write the old one: where it is opened, and in paths that refer
  /// to it, `&{/…}` as well as strings of /aliases and /chosen.
  ///
  /// Complexity: O(size of the tree).
  public mutating func rename(_ node: DeviceTree.NodeID, to name: String) throws(Refusal) {
    let old = tree.nameBytes(of: node)
    var isFound = false
    for extent in positions.extents(of: node) {
      guard let range = extent.name else { throw unnamed(node) }
      let written = bytes(of: range)
      if written.elementsEqual(old) {
        try edit(range, name)
        isFound = true
      } else if written.starts(with: "&{".utf8) {
        try renameInPath(range, node, to: name)
      }
    }
    guard isFound else { throw unnamed(node) }
    try renameReferences(to: node, name)
  }

  private func unnamed(_ node: DeviceTree.NodeID) -> Refusal {
    Refusal(reason: "the name of \(name(of: node)) is made by a macro", range: positions.range(of: node))
  }

  /// Follows the path in values that refer to the node or to one below it.
  private mutating func renameReferences(to node: DeviceTree.NodeID, _ name: String) throws(Refusal) {
    let path = tree.path(of: node)
    for other in tree.allNodes {
      if other != node {
        for extent in positions.extents(of: other) {
          if let range = extent.name, Self.leads(bytes(of: range).dropFirst(2), path),
            bytes(of: range).starts(with: "&{".utf8)
          {
            try renameInPath(range, node, to: name)
          }
        }
      }
      let holdsPaths =
        ["aliases", "chosen"].contains(tree.name(of: other)) && tree.parent(of: other) == tree.root
      for property in tree.properties(of: other) {
        let refers = tree.markers(of: property).contains { marker in
          switch marker.kind {
          case .phandle(.path), .path(.path): true
          default: false
          }
        }
        guard refers || holdsPaths else { continue }
        let value = tree.bytes(of: property)
        for element in positions.elements(of: property, count: value.count) where !element.isExpanded {
          let written = bytes(of: element.range)
          if refers, written.starts(with: "&{".utf8), Self.leads(written.dropFirst(2), path) {
            try renameInPath(element.range, node, to: name)
          } else if holdsPaths, written.first == UInt8(ascii: "\""), Self.leads(written.dropFirst(), path) {
            try renameInPath(element.range, node, to: name)
          }
        }
      }
    }
  }

  /// Whether a path in a text begins with the whole of `path`.
  private static func leads(_ text: ArraySlice<UInt8>, _ path: String) -> Bool {
    guard text.starts(with: path.utf8) else { return false }
    let next = text.dropFirst(path.utf8.count).first
    return next.map { "/:}\"".utf8.contains($0) } ?? true
  }

  private mutating func renameInPath(
    _ range: SourceRange, _ node: DeviceTree.NodeID, to name: String
  ) throws(Refusal) {
    let written = Array(bytes(of: range))
    let path = Array(tree.path(of: node).utf8)
    let old = tree.nameBytes(of: node).count
    let start = written.starts(with: "&{".utf8) ? 2 : 1
    guard written.count >= start + path.count, written[start..<start + path.count].elementsEqual(path) else {
      return
    }
    let end = range.start + start + path.count
    try edit(SourceRange(file: range.file, start: end - old, end: end), name)
  }
}
