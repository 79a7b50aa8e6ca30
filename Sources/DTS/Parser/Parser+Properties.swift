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
    for property in pending {
      let name = text(property.name)
      if property.isDeletion {
        if frame.isFresh {
          builder.keepPlace(of: name, at: property.name, in: frame.node)
        } else {
          builder.deleteProperty(name, of: frame.node)
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
}
