/// An entry of `__fixups__` or `__local_fixups__` that does not fit its tree: a blob is damaged, or a source wrote it
/// itself.
public enum FixupFault: Hashable, Sendable {
  /// An entry is not "path:property:offset", or the last has no end.
  case malformed(label: String)
  /// There is no node of that path.
  case noNode(label: String, path: String)
  /// The node has no such property.
  case noProperty(label: String, node: String, String)
  /// The property has no 4 bytes there.
  case badOffset(label: String, node: String, String)
  /// A node of `__local_fixups__` mirrors none.
  case noMirroredNode(name: String, parent: String)
  /// A property of `__local_fixups__` mirrors none.
  case noMirroredProperty(String, node: String)
  /// A list of offsets is no whole number of cells.
  case badList(String, node: String)
  /// The mirrored property ends before a phandle at that offset does.
  case tooShort(String, offset: UInt32)
  /// No node has the phandle.
  case noTarget(String, phandle: UInt32)

  /// What dtc 1.8.1 prints of it; two of its messages have node and property exchanged.
  public var dtcText: String {
    let text =
      switch self {
      case .malformed(let label): "Malformed fixup entry for label \(label)"
      case .noNode(let label, let path): "Label \(label) references non-existing node \(path)"
      case .noProperty(let label, let node, let property):
        "Label \(label) references non-existing property \(node) in node \(property)"
      case .badOffset(let label, let node, let property):
        "Label \(label) contains invalid offset for property \(property) in node \(node)"
      case .noMirroredNode(let name, let parent):
        "node \(name)/\(parent) referenced in __local_fixups__ missing"
      case .noMirroredProperty(let property, let node):
        "Property \(property) in \(node) referenced in __local_fixups__ missing"
      case .badList(let property, let node): "property \(property) in /__local_fixups__\(node) malformed"
      case .tooShort(let property, let offset):
        "property \(property) too short to contain a phandle at offset \(offset)"
      case .noTarget(let property, let phandle):
        "node referenced by phandle 0x\(String(phandle, radix: 16)) in property \(property) not found"
      }
    return "Warning: \(text)\n"
  }
}
