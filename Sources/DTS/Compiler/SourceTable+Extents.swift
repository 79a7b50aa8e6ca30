public import DeviceTree
public import SourceDiagnostics

/// Where nodes and properties stand as text that can be edited: stretches of one file that no macro made.
extension SourceTable {
  /// One place where a node is opened.
  public struct NodeExtent: Hashable, Sendable {
    /// The name, or the reference that extends the node; nil if a macro made it.
    public var name: SourceRange?
    /// From the first label to the `;`; nil if a macro made one of the two.
    public var whole: SourceRange?
    /// From `{` to `}`, both included; nil if a macro made one of the two.
    public var block: SourceRange?
  }

  /// One place where a property is given a value, whether or not it is the last.
  public struct PropertyExtent: Hashable, Sendable {
    /// From the name to the `;`; nil if a macro made one of the two.
    public var whole: SourceRange?
    /// The value; nil if there is none, or a macro made its beginning or end.
    public var value: SourceRange?
  }

  /// A cell, a string or a byte of a value.
  public struct ValueElement: Hashable, Sendable {
    /// Which bytes of the value it makes.
    public var bytes: Range<Int>
    /// Where it stands: itself, or the macro that made it.
    public var range: SourceRange
    /// A macro made it.
    public var isExpanded: Bool
  }

  /// Every place where the node is opened, in order.
  public func extents(of node: DeviceTree.NodeID) -> [NodeExtent] {
    var extents: [NodeExtent] = []
    var current = Self.entry(lastOpening, node.ordinal)
    while current >= 0 {
      let opening = openings[current]
      extents.append(
        NodeExtent(
          name: origins.verbatimRange(of: opening.name.range),
          whole: origins.verbatimRange(of: opening.whole.range),
          block: origins.verbatimRange(of: opening.block.range)))
      current = Int(opening.previous)
    }
    return extents.reversed()
  }

  /// Every definition of the property, in order; the last one made its value.
  public func extents(of property: DeviceTree.PropertyID) -> [PropertyExtent] {
    var extents: [PropertyExtent] = []
    var current = definition(of: property)
    while let definition = current {
      extents.append(
        PropertyExtent(
          whole: origins.verbatimRange(of: definition.whole.range),
          value: origins.verbatimRange(of: definition.value.range)))
      current = definition.previous >= 0 ? definitions[Int(definition.previous)] : nil
    }
    return extents.reversed()
  }

  /// The elements of the property's value, in order; `count` is the value's length in bytes.
  ///
  /// Complexity: O(elements · log n).
  public func elements(of property: DeviceTree.PropertyID, count: Int) -> [ValueElement] {
    guard let definition = definition(of: property), definition.elementCount > 0 else { return [] }
    let first = Int(definition.firstElement)
    let last = first + Int(definition.elementCount)
    return (first..<last).compactMap { index in
      let text = elements[index].range.range
      let start = Int(elements[index].offset)
      let end = index + 1 < last ? Int(elements[index + 1].offset) : count
      guard let range = origins.range(of: text) else { return nil }
      let verbatim = origins.verbatimRange(of: text)
      return ValueElement(
        bytes: start..<max(start, end), range: verbatim ?? range, isExpanded: verbatim == nil)
    }
  }

  /// Notes where a block that was opened last ends.
  mutating func note(block: Range<Int>, whole: Range<Int>, of node: DeviceTree.NodeID) {
    let last = Self.entry(lastOpening, node.ordinal)
    guard last >= 0 else { return }
    openings[last].block = TextRange(block)
    openings[last].whole = TextRange(whole)
  }
}

extension TextOrigins {
  /// Where a stretch stands whose first and last byte come from one file as they are; nil for an empty one, and
  /// where a macro made one of the two.
  func verbatimRange(of text: Range<Int>) -> SourceRange? {
    guard !text.isEmpty, let first = segment(at: text.lowerBound),
      let last = segment(at: text.upperBound - 1),
      first.expansion < 0, last.expansion < 0, first.input == last.input,
      let start = range(of: text.lowerBound..<text.lowerBound + 1),
      let end = range(of: text.upperBound - 1..<text.upperBound), start.file == end.file,
      end.end > start.start
    else { return nil }
    return start.joined(with: end)
  }
}
