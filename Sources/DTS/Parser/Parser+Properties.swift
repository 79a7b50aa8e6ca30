import DeviceTree
import SourceDiagnostics

/// Properties and where they go.
extension Parser {
  mutating func readProperty(_ name: Token, _ labels: [Token]) {
    noteOrder(at: name)
    let firstByte = bytes.count
    let firstMarker = markers.count
    let firstElement = builder.table.elements.count
    var value = name.end..<name.end
    if take("=") {
      let start = token.start
      if readValue(from: firstByte) {
        value = start..<lastEnd
      } else {
        // A string that takes the rest of the text, or a statement that was met within the value.
        if !endLongString(), token.kind != .name { skipStatement() }
        return
      }
    }
    let end = token.isSymbol(";") ? token.end : lastEnd
    pending.append(
      PendingProperty(
        name: unescaped(name), isDeletion: false, whole: name.start..<end, value: value,
        bytes: firstByte..<bytes.count, markers: firstMarker..<markers.count,
        elements: firstElement..<builder.table.elements.count, labels: labels))
    endStatement(after: value.isEmpty ? "the property's name" : "the property's value")
  }

  /// Puts the properties read so far into the tree.
  mutating func settleProperties() {
    guard !pending.isEmpty, let frame = frames.last else { return }
    if frame.isFresh, pending.contains(where: { $0.isDeletion }) { settleDeletions(of: frame.node) }
    for property in pending {
      let name = text(property.name)
      if property.isDeletion {
        if !frame.isFresh {
          builder.deleteProperty(name, of: frame.node)
        } else if property.keepsPlace {
          builder.keepPlace(of: name, in: frame.node)
        }
        continue
      }
      let isMerging =
        !frame.isFresh && !property.labels.isEmpty
        && builder.tree.property(named: name, of: frame.node) != nil
      let id = builder.set(
        name, to: bytes[property.bytes], markers: markers[property.markers], of: frame.node, as: property,
        inFreshBlock: frame.isFresh)
      for label in property.labels {
        builder.add(
          label: string(label.start..<label.end - 1), at: label.range, to: .property(id), isMerging: isMerging
        )
      }
    }
    pending.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    markers.removeAll(keepingCapacity: true)
  }

  /// Sees to the deletions of a block that makes its node.
  ///
  /// A name that the block never defines keeps a place free
  /// where it stands; deleting what it does define, before or after, does nothing, as in dtc.
  private mutating func settleDeletions(of node: DeviceTree.NodeID) {
    var defined: [ArraySlice<UInt8>: Range<Int>] = [:]
    for property in pending where !property.isDeletion { defined[text(property.name)] = property.name }
    for index in pending.indices where pending[index].isDeletion {
      let name = text(pending[index].name)
      guard let definition = defined[name] else {
        pending[index].keepsPlace = true
        continue
      }
      if definition.lowerBound < pending[index].name.lowerBound {
        builder.reportSelfDeletion(
          of: "property", name, at: pending[index].name, first: definition, severity: .warning)
      }
    }
  }
}
