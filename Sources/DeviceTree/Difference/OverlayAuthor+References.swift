/// The values of an overlay, and the references in them.
extension OverlayAuthor {
  /// Copies a property of the new tree and fills in its references.
  mutating func copy(_ property: DeviceTree.PropertyID, to node: DeviceTree.NodeID)
    throws(OverlayError.Reason)
  {
    for reference in difference.newReferences[property] {
      guard try canRefer(to: reference.target) else { return }
    }
    var value = new.value(of: property)
    // Labels are the new tree's own; here they would mean nothing.
    value.markers.removeAll { marker in
      switch marker.kind {
      case .cells, .string, .bytes: false
      case .phandle, .path, .label: true
      }
    }
    overlay.set(
      name: new.nameBytes(of: property), to: value.bytes[...], markers: value.markers[...], of: node
    )
    guard let copy = overlay.property(named: new.nameBytes(of: property), of: node) else { return }
    for reference in difference.newReferences[property] { try fillIn(reference, in: copy) }
  }

  /// Whether the overlay has, or can give, a phandle for a node of the new tree; else what refers to it is left out.
  private mutating func canRefer(to target: DeviceTree.NodeID) throws(OverlayError.Reason) -> Bool {
    guard let origin = origins[target] else { return places[target] != nil }
    if old.phandle(of: origin) != nil { return true }
    return try self.target(for: origin) != nil
  }

  private mutating func fillIn(
    _ reference: PhandleReferences.Reference, in property: DeviceTree.PropertyID
  ) throws(OverlayError.Reason) {
    if let origin = origins[reference.target], let phandle = old.phandle(of: origin) {
      guard let label = label(of: origin) else {
        return overlay.overwrite(cell: phandle, at: reference.offset, of: property)
      }
      let path = try path(of: overlay.node(of: property), in: overlay)
      fixups.append((label, "\(path):\(overlay.name(of: property)):\(reference.offset)"))
      overlay.overwrite(cell: .max, at: reference.offset, of: property)
    } else {
      overlay.overwrite(cell: number(of: reference.target), at: reference.offset, of: property)
      localFixups.append((property, reference.offset))
    }
  }

  mutating func writeFixups() {
    guard !fixups.isEmpty else { return }
    let node = overlay.addNode("__fixups__", to: overlay.root)
    var lists: [String: [String]] = [:]
    for (label, place) in fixups { lists[label, default: []].append(place) }
    var written: Set<String> = []
    for (label, _) in fixups where written.insert(label).inserted {
      overlay.set(label, to: .strings(lists[label] ?? []), of: node)
    }
  }

  mutating func writeLocalFixups() {
    guard !localFixups.isEmpty else { return }
    var mirrors = [overlay.root: overlay.addNode("__local_fixups__", to: overlay.root)]
    var offsets: [DeviceTree.PropertyID: [UInt32]] = [:]
    for (property, offset) in localFixups {
      offsets[property, default: []].append(UInt32(truncatingIfNeeded: offset))
    }
    for property in offsets.keys.sorted() {
      var way: [DeviceTree.NodeID] = []
      var current = overlay.node(of: property)
      while mirrors[current] == nil, let above = overlay.parent(of: current) {
        way.append(current)
        current = above
      }
      guard var mirror = mirrors[current] else { continue }
      for node in way.reversed() {
        mirror = overlay.addNode(name: overlay.nameBytes(of: node), to: mirror)
        mirrors[node] = mirror
      }
      overlay.set(
        name: overlay.nameBytes(of: property),
        to: PropertyValue.cells(offsets[property] ?? []).bytes[...],
        markers: [ValueMarker(0, .cells(bits: 32))], of: mirror)
    }
  }
}
