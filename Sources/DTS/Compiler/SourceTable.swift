public import DeviceTree
public import SourceDiagnostics

/// Where the nodes and properties of a compiled tree stand in the sources.
///
/// A place that a macro made is the place where the macro is used. Ranges are looked up when they are asked
/// for.
public struct SourceTable: Sendable {
  /// A stretch of the preprocessed text.
  struct TextRange: Sendable {
    var start: Int32
    var end: Int32

    init(_ range: Range<Int>) {
      start = Int32(truncatingIfNeeded: range.lowerBound)
      end = Int32(truncatingIfNeeded: range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Int(max(start, end)) }
  }

  /// A place where a node's `{ … }` begins.
  struct Opening: Sendable {
    var name: TextRange
    var previous: Int32
    /// From the first label to the `;`; empty until it was read.
    var whole = TextRange(0..<0)
    /// From `{` to `}`, both included.
    var block = TextRange(0..<0)
  }

  /// A place where a property is given its value.
  struct Definition: Sendable {
    var whole: TextRange
    var name: TextRange
    var value: TextRange
    var firstElement: Int32
    var elementCount: Int32
    var previous: Int32
    /// Whether a text states the property; the target of a fragment follows from the block it is made for.
    var isStated = true
  }

  /// A cell, a string, a byte or a file within a value.
  struct Element: Sendable {
    var offset: Int32
    var range: TextRange
    /// A reference outside of `<…>`, whose length is known only at the end.
    var isPath = false
  }

  var origins = TextOrigins()
  var openings: [Opening] = []
  var lastOpening: [Int32] = []
  var definitions: [Definition] = []
  var lastDefinition: [Int32] = []
  var elements: [Element] = []
  var labels = TextMap<TextRange>()

  /// Every place where the node is opened, in order: its name, or the reference that extends it.
  public func ranges(of node: DeviceTree.NodeID) -> [SourceRange] {
    var ranges: [SourceRange] = []
    var current = Self.entry(lastOpening, node.ordinal)
    while current >= 0 {
      if let range = origins.range(of: openings[current].name.range) { ranges.append(range) }
      current = Int(openings[current].previous)
    }
    return ranges.reversed()
  }

  /// Every block of the node, in order, from its `{` to its `;`.
  public func blockRanges(of node: DeviceTree.NodeID) -> [SourceRange] {
    var ranges: [SourceRange] = []
    var current = Self.entry(lastOpening, node.ordinal)
    while current >= 0 {
      let opening = openings[current]
      // A deletion that is a place of its own has no block.
      let start = opening.block.range.isEmpty ? opening.whole.start : opening.block.start
      let block = Int(start)..<Int(max(start, opening.whole.end))
      if !block.isEmpty, let range = origins.range(of: block) { ranges.append(range) }
      current = Int(openings[current].previous)
    }
    return ranges.reversed()
  }

  func firstOpening(of node: DeviceTree.NodeID) -> Opening? {
    var current = Self.entry(lastOpening, node.ordinal)
    guard current >= 0 else { return nil }
    while openings[current].previous >= 0 { current = Int(openings[current].previous) }
    return openings[current]
  }

  /// The place where the node is first opened; nil for a node that the compiler made.
  public func range(of node: DeviceTree.NodeID) -> SourceRange? { ranges(of: node).first }

  /// The place where the node is opened for the last time.
  public func lastRange(of node: DeviceTree.NodeID) -> SourceRange? {
    let last = Self.entry(lastOpening, node.ordinal)
    return last < 0 ? nil : origins.range(of: openings[last].name.range)
  }

  /// The whole definition that gave the property its value, from its name to its `;`; nil for a property
  /// that the compiler made.
  public func range(of property: DeviceTree.PropertyID) -> SourceRange? {
    definition(of: property).flatMap { origins.range(of: $0.whole.range) }
  }

  /// The same, but nil for a property that no text states, though a place stands for it.
  func statedRange(of property: DeviceTree.PropertyID) -> SourceRange? {
    definition(of: property)?.isStated == true ? range(of: property) : nil
  }

  /// The property's name in that definition.
  public func nameRange(of property: DeviceTree.PropertyID) -> SourceRange? {
    definition(of: property).flatMap { origins.range(of: $0.name.range) }
  }

  /// The property's value in that definition; its name if there is none.
  public func valueRange(of property: DeviceTree.PropertyID) -> SourceRange? {
    definition(of: property).flatMap {
      origins.range(of: $0.value.range.isEmpty ? $0.name.range : $0.value.range)
    }
  }

  /// The definitions that were replaced by a later one, in order.
  public func earlierRanges(of property: DeviceTree.PropertyID) -> [SourceRange] {
    var ranges: [SourceRange] = []
    var current = definition(of: property)?.previous ?? -1
    while current >= 0 {
      if let range = origins.range(of: definitions[Int(current)].whole.range) { ranges.append(range) }
      current = definitions[Int(current)].previous
    }
    return ranges.reversed()
  }

  /// The cell, string or byte that the value's byte at `byteOffset` was made of.
  ///
  /// Complexity: O(log n) in the elements of the value.
  public func range(ofElementAt byteOffset: Int, in property: DeviceTree.PropertyID) -> SourceRange? {
    element(at: byteOffset, in: property).flatMap { origins.range(of: elements[$0].range.range) }
  }

  /// The elements that the value's bytes in `bytes` were made of, from the first to the last: an entry of a
  /// list.
  public func range(ofBytes bytes: Range<Int>, in property: DeviceTree.PropertyID) -> SourceRange? {
    guard let first = element(at: bytes.lowerBound, in: property),
      let last = element(at: max(bytes.lowerBound, bytes.upperBound - 1), in: property)
    else { return nil }
    let start = elements[first].range.range.lowerBound
    return origins.range(of: start..<max(start, elements[last].range.range.upperBound))
  }

  /// The place of a label, its colon included.
  public func range(ofLabel label: String) -> SourceRange? {
    labels[label].flatMap { origins.range(of: $0.range) }
  }

  /// The macros and including files behind the place of a property's definition, for a finding about it.
  public func notes(of property: DeviceTree.PropertyID) -> [Diagnostic.Note] {
    definition(of: property).map { origins.notes(at: Int($0.whole.start)) } ?? []
  }

  func definition(of property: DeviceTree.PropertyID) -> Definition? {
    let last = Self.entry(lastDefinition, property.ordinal)
    return last < 0 ? nil : definitions[last]
  }

  private func element(at offset: Int, in property: DeviceTree.PropertyID) -> Int? {
    guard let definition = definition(of: property), definition.elementCount > 0, offset >= 0 else {
      return nil
    }
    let first = Int(definition.firstElement)
    let next = elements[first..<first + Int(definition.elementCount)].prefixEnd { Int($0.offset) <= offset }
    return next > first ? next - 1 : nil
  }

  static func entry(_ table: [Int32], _ index: Int) -> Int {
    index < table.count ? Int(table[index]) : -1
  }

  mutating func note(opening name: Range<Int>, of node: DeviceTree.NodeID) {
    while lastOpening.count <= node.ordinal { lastOpening.append(-1) }
    openings.append(Opening(name: TextRange(name), previous: lastOpening[node.ordinal]))
    lastOpening[node.ordinal] = Int32(truncatingIfNeeded: openings.count - 1)
  }

  func isKnown(_ node: DeviceTree.NodeID) -> Bool { Self.entry(lastOpening, node.ordinal) >= 0 }

  mutating func note(_ definition: Definition, of property: DeviceTree.PropertyID) {
    while lastDefinition.count <= property.ordinal { lastDefinition.append(-1) }
    var definition = definition
    definition.previous = lastDefinition[property.ordinal]
    definitions.append(definition)
    lastDefinition[property.ordinal] = Int32(truncatingIfNeeded: definitions.count - 1)
  }
}
