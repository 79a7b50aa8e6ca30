public import DeviceTree
import SourceDiagnostics

extension PropertyValue {
  /// Why a text is no value.
  public struct SourceFailure: Error, Hashable, Sendable {
    /// What is wrong, in lower case, without a full stop.
    public var reason: String
    /// What to do about it, if more is known than how values are written.
    public var help: String?

    /// Makes a failure.
    public init(reason: String, help: String? = nil) { (self.reason, self.help) = (reason, help) }
  }

  /// A value as a source has it behind the `=` (`<&clk 1>, "text", [00 01]`, `<&{/clock}>`, `&label`); "" for none.
  ///
  /// References lead to nodes of `tree`; a node that has no phandle yet is given the next one. With a context, the
  /// value may use the macros of its source, and in an overlay the labels of another tree.
  /// Complexity: O(n) in the text, and O(n) in the tree where it refers to nodes; a compilation of the context's source.
  public init(
    source text: String, in tree: inout DeviceTree, context: ValueContext? = nil
  ) throws(SourceFailure) {
    self.init()
    let trimmed = text.utf8.drop { $0.isBlank || $0 == 0x0a }
    if trimmed.isEmpty { return }
    if let path = Self.path(String(decoding: Array(trimmed), as: UTF8.self), in: tree) {
      self = path
      return
    }
    try Self.checkIsOne(text)
    var isPlugin = false
    if let context {
      (self, isPlugin) = try context.value(of: text)
    } else {
      self = try Self.compiled(text)
    }
    for marker in markers {
      guard case .phandle(let reference) = marker.kind, marker.offset >= 0, marker.offset <= bytes.count - 4
      else {
        continue
      }
      guard let node = tree.node(for: reference) else {
        if isPlugin, case .label = reference { continue }
        let meant = tree.suggestion(forNodeMeantBy: reference.text).map { "; did you mean \($0)?" } ?? ""
        throw SourceFailure(reason: "there is no node \(reference.text)\(meant)")
      }
      let number = try Self.phandle(of: node, in: &tree)
      bytes.replaceSubrange(marker.offset..<marker.offset + 4, with: PropertyValue.cells([number]).bytes)
    }
  }

  /// Checks that a text cannot end the property that it is the value of, and begin something else.
  ///
  /// Complexity: O(n).
  public static func checkIsOne(_ text: String) throws(SourceFailure) {
    let pieces: [SourcePiece]
    do throws(FormatFailure) {
      pieces = try PieceScanner.pieces(of: Array("value = \(text)\n".utf8))
    } catch {
      throw SourceFailure(reason: error.message, help: error.help)
    }
    let end = pieces.firstIndex { piece in
      switch piece.kind {
      case .mark(UInt8(ascii: ";")), .mark(UInt8(ascii: "{")), .mark(UInt8(ascii: "}")): true
      case .lineComment, .directive: true
      default: false
      }
    }
    guard let end else { return }
    guard pieces[end].isMark(";"), end == pieces.count - 1 else {
      throw SourceFailure(reason: "it is more than one value")
    }
    let value = text.utf8.dropLast(text.utf8.count &- (pieces[end].range.lowerBound &- 8)).reversed()
      .drop { $0 <= 0x20 }.reversed()
    throw SourceFailure(
      reason: "the ';' at its end is added without being said",
      help: "write '\(String(decoding: Array(value), as: UTF8.self))'")
  }

  /// A reference outside of `<…>`, which is the node's path.
  private static func path(_ text: String, in tree: DeviceTree) -> PropertyValue? {
    guard text.hasPrefix("&"), let node = tree.node(meantBy: text) else { return nil }
    return .string(tree.path(of: node))
  }

  /// The value in a tree that knows no nodes: as in an overlay, references stay open.
  private static func compiled(_ text: String) throws(SourceFailure) -> PropertyValue {
    let source = "/dts-v1/;\n/plugin/;\n/ { value = \(text); };\n"
    var compiler = DTSCompiler(loader: .none)
    compiler.leavesReferencesOpen = true
    do throws(CompileFailure) {
      let compiled = try compiler.compile(Array(source.utf8), path: "value")
      let tree = compiled.tree
      // The root has a phandle that no text states where the value refers to it.
      let properties = tree.properties(of: tree.root).filter { compiled.positions.range(of: $0) != nil }
      // A text that ends the property and begins something else is no value.
      if properties.count == 1, !tree.children(of: tree.root).contains(where: { _ in true }) {
        return tree.value(of: properties[0])
      }
    } catch {
      throw SourceFailure(error)
    }
    throw SourceFailure(reason: "it is more than one value")
  }

  private static func phandle(
    of node: DeviceTree.NodeID, in tree: inout DeviceTree
  ) throws(SourceFailure) -> UInt32 {
    if let number = tree.phandle(of: node) { return number }
    let highest = tree.allNodes.reduce(UInt32(0)) { max($0, tree.phandle(of: $1) ?? 0) }
    guard highest < .max - 1 else { throw SourceFailure(reason: "there is no phandle left to give") }
    tree.set("phandle", to: .cells([highest + 1]), of: node)
    return highest + 1
  }
}
