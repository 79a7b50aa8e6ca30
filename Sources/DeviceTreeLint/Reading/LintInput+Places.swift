import DTS
import DeviceTree
import SourceDiagnostics

extension LintInput {
  /// Where a node is first opened.
  func place(of node: DeviceTree.NodeID) -> SourceRange? { positions?.range(of: node) }

  /// The name of a node's property; the node where it has none.
  func place(of property: String, in node: DeviceTree.NodeID) -> SourceRange? {
    tree.property(property, of: node).flatMap { positions?.nameRange(of: $0) } ?? place(of: node)
  }

  /// The value of a node's property; the node where it has none.
  func placeOfValue(_ property: String, in node: DeviceTree.NodeID) -> SourceRange? {
    tree.property(property, of: node).flatMap { positions?.valueRange(of: $0) } ?? place(of: node)
  }

  /// The cells of one entry of a list in the root's format, `reg` above all.
  func place(ofEntry index: Int, of property: String = "reg", in node: DeviceTree.NodeID) -> SourceRange? {
    guard let found = tree.property(property, of: node), let entry = tree.rootFormat.wholeEntryBytes else {
      return place(of: node)
    }
    let start = index * entry
    return positions?.range(ofBytes: start..<start + entry, in: found) ?? placeOfValue(property, in: node)
  }

  /// The bytes of a string property where they stand in the source; the whole string where escapes or macros
  /// make the two differ.
  func place(ofBytes bytes: Range<Int>, ofString property: DeviceTree.PropertyID) -> SourceRange? {
    guard let whole = positions?.range(ofElementAt: bytes.lowerBound, in: property) else { return nil }
    let value = tree.bytes(of: property)
    // The string's text with a quote on each side, less its NUL.
    guard whole.end - whole.start == value.count + 1, value.dropLast().allSatisfy({ $0 != 0 && $0 != 0x5c })
    else { return whole }
    return SourceRange(
      file: whole.file, start: whole.start + 1 + bytes.lowerBound, end: whole.start + 1 + bytes.upperBound)
  }
}
