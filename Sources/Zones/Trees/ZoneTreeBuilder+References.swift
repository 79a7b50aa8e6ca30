import DTS
import DeviceTree
import SourceDiagnostics

extension ZoneTreeBuilder {
  /// Makes the references that were copied mean, in the zone, the nodes that they mean on the board.
  ///
  /// Labels go along with their nodes. A path is written anew, because a guest's cpus have other names. A
  /// reference to a node that the zone does not have is an error where it is written.
  mutating func resolveReferences() {
    for (copy, source) in referring where tree.property(tree.name(of: copy), of: tree.node(of: copy)) == copy
    {
      let old = tree.value(of: copy)
      var new = PropertyValue()
      var position = 0
      for marker in old.markers where marker.offset >= position && marker.offset <= old.bytes.count {
        new.bytes += old.bytes[position..<marker.offset]
        position = marker.offset
        let offset = new.bytes.count
        switch marker.kind {
        case .phandle(let reference):
          let target = copied(reference, at: marker.offset, in: source)
          new.markers.append(
            ValueMarker(offset, .phandle(target.map { renamed(reference, $0) } ?? reference)))
        case .path(let reference):
          let target = copied(reference, at: marker.offset, in: source)
          new.markers.append(ValueMarker(offset, .path(target.map { renamed(reference, $0) } ?? reference)))
          guard let target else { continue }
          new.bytes += Array(tree.path(of: target).utf8) + [0]
          let end = old.bytes[position...].firstIndex(of: 0) ?? old.bytes.count - 1
          position = end + 1
        default: new.markers.append(ValueMarker(offset, marker.kind))
        }
      }
      new.bytes += old.bytes[position...]
      tree.set(copy, to: new)
    }
  }

  /// A path as it is in the zone; a label stays.
  private func renamed(_ reference: Reference, _ target: DeviceTree.NodeID) -> Reference {
    if case .label = reference { return reference }
    return .path(tree.path(of: target))
  }

  /// The zone's node that a reference means; nil, with an error, if the zone does not have it.
  private mutating func copied(
    _ reference: Reference, at offset: Int, in source: DeviceTree.PropertyID
  ) -> DeviceTree.NodeID? {
    let target = board.target(of: reference)
    if let target, let copy = copies[target] { return copy }
    let path = target.map { board.tree.path(of: $0) } ?? reference.text
    let name = board.tree.name(of: source)
    let owner = board.tree.node(of: source)
    let isPlan = board.topLevel(of: owner).map { board.tree.name(of: $0) == "domains" } ?? false
    diagnostics.append(
      .error(
        isPlan
          ? "'\(name)' of zone '\(zone.name)' names \(path), which the zone may not use"
          : "'\(name)' of \(board.tree.path(of: owner)) refers to \(path), which zone '\(zone.name)' does not have",
        at: positions.range(ofElementAt: offset, in: source) ?? zone.range,
        notes: isPlan
          ? [] : [.init("the zone has \(board.tree.path(of: owner))", at: contents.place(of: owner))],
        help: help(for: reference, target)))
    return nil
  }

  private func help(for reference: Reference, _ target: DeviceTree.NodeID?) -> String {
    if let target, board.cpu(above: target) != nil {
      return "give the zone that cpu, or refer only to cpus that it has"
    }
    if let target, board.isStructural(target) {
      return "name a device; memory for several zones is a window below shared-memory"
    }
    return "add \(reference.text) to the zone's access, or name another device"
  }
}
