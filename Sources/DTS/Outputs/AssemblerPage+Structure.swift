import DeviceTree
import FDT

/// Nodes and properties.
extension AssemblerPage {
  mutating func printStructure() throws(PrintError) {
    symbol("struct_start")
    try checkDepth()
    for step in tree.steps(through: tree.root) {
      switch step {
      case .opens(let node): try begin(node)
      case .closes(let node): close(node)
      }
    }
    comment("FDT_END")
    cell(9)
    symbol("struct_end")
  }

  private mutating func begin(_ node: DeviceTree.NodeID) throws(PrintError) {
    for name in tree.labels(of: node) { label(name) }
    comment("FDT_BEGIN_NODE")
    cell(1)
    if layout.version.rawValue < 16 { try printPath(of: node) } else { string(tree.nameBytes(of: node)) }
    text.append("\t.balign\t4, 0\n")
    var statesName = false
    for property in tree.properties(of: node) {
      for name in tree.labels(of: property) { label(name) }
      let name = tree.nameBytes(of: property)
      if name.elementsEqual("name".utf8) { statesName = true }
      let labels = tree.markers(of: property).compactMap { marker in
        if case .label(let name) = marker.kind {
          (name: name, offset: marker.offset)
        } else {
          nil as (name: String, offset: Int)?
        }
      }
      print(name, tree.bytes(of: property), labels: labels)
    }
    if layout.version.rawValue < 16, !statesName {
      let base = tree.nameBytes(of: node).prefix { $0 != 0x40 }
      begin(Array("name".utf8)[...], count: base.count + 1)
      string(base)
      text.append("\t.balign\t4, 0\n")
    }
  }

  /// Sees at once that the paths of all nodes would never have room; no byte of a blob takes more text than this.
  private func checkDepth() throws(PrintError) {
    guard layout.version.rawValue < 16 else { return }
    let (depth, bytes) = tree.nesting
    guard limits.allow(bytes, beside: text.count + 64 * tree.flattenedSize) else {
      throw .paths(depth: depth)
    }
  }

  /// Prints the path of a node that opens, if there is still room for it.
  private mutating func printPath(of node: DeviceTree.NodeID) throws(PrintError) {
    if node == tree.root { return string([UInt8(ascii: "/")]) }
    path.append(UInt8(ascii: "/"))
    path += tree.nameBytes(of: node)
    let others = text.count - pathBytes
    pathBytes += path.count
    guard limits.allow(pathBytes, beside: others) else { throw .paths(depth: tree.nesting.depth) }
    string(path[...])
  }

  private mutating func close(_ node: DeviceTree.NodeID) {
    if !path.isEmpty { path.removeLast(tree.nameBytes(of: node).count + 1) }
    comment("FDT_END_NODE")
    cell(2)
    for name in tree.labels(of: node) { label("\(name)_end") }
  }

  private mutating func print(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, labels: [(name: String, offset: Int)]
  ) {
    begin(name, count: value.count)
    for label in labels { text.append("\t.globl\t\(label.name)\n\(label.name)\t= . + \(label.offset)\n") }
    let whole = value.count & ~3
    for number in value.prefix(whole) { byte(number) }
    for number in value.dropFirst(whole) { text.append("\t.byte\t0x\(String(number, radix: 16))\n") }
    text.append("\t.balign\t4, 0\n")
  }

  private mutating func begin(_ name: ArraySlice<UInt8>, count: Int) {
    comment("FDT_PROP")
    cell(3)
    cell(UInt32(truncatingIfNeeded: count))
    cell(UInt32(truncatingIfNeeded: names.offset(of: name)))
    if layout.version.rawValue < 16, count >= 8 { text.append("\t.balign\t8, 0\n") }
  }
}
