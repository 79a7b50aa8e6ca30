/// The overlay's own phandles and the references to them.
extension OverlayApplication {
  /// Moves the overlay's phandles behind the base's.
  mutating func renumber() throws(OverlayError.Reason) {
    for node in Array(overlay.allNodes) {
      for name in ["phandle", "linux,phandle"] {
        guard let property = overlay.property(name, of: node) else { continue }
        guard let cells = overlay.cells(of: property), cells.count == 1 else {
          throw .badPhandle(node: overlay.path(of: node), property: name)
        }
        let (moved, overflow) = cells[0].addingReportingOverflow(delta)
        guard !overflow, moved != .max else {
          throw .phandlesExhausted(node: overlay.path(of: node), base: delta)
        }
        overlay.overwrite(cell: moved, at: 0, of: property)
      }
    }
  }

  /// Moves the references to them, as `__local_fixups__` lists them: its nodes mirror the overlay's, and its
  /// properties hold byte offsets.
  mutating func renumberReferences() throws(OverlayError.Reason) {
    guard let fixups = overlayPaths.child(OverlayNames.localFixups, of: overlay.root, in: overlay) else {
      return
    }
    var pending = [(mirror: fixups, node: overlay.root)]
    while let (mirror, node) = pending.popLast() {
      for entry in Array(overlay.properties(of: mirror)) {
        try moveReferences(listedIn: entry, of: node, mirror)
      }
      for child in overlay.children(of: mirror) {
        let name = overlay.nameBytes(of: child)
        guard let twin = overlayPaths.child(name, of: node, in: overlay) else {
          throw .noMirroredNode(overlay.path(of: child))
        }
        pending.append((child, twin))
      }
    }
  }

  private mutating func moveReferences(
    listedIn entry: DeviceTree.PropertyID, of node: DeviceTree.NodeID, _ mirror: DeviceTree.NodeID
  ) throws(OverlayError.Reason) {
    guard let offsets = overlay.cells(of: entry) else {
      throw .badLocalFixup(node: overlay.path(of: mirror), property: overlay.name(of: entry))
    }
    let property = overlay.property(named: overlay.nameBytes(of: entry), of: node)
    for offset in offsets {
      guard let property, let value = overlay.cell(at: Int(offset), of: property) else {
        throw .noSuchPlace(
          OverlayError.Place(
            node: overlay.path(of: node), property: overlay.name(of: entry), offset: Int(offset)))
      }
      overlay.overwrite(cell: value &+ delta, at: Int(offset), of: property)
      localReferences.append((property, Int(offset)))
      localProperties.insert(property)
    }
  }

  /// Lets a node of the base keep its phandle where the overlay's node of the same place brings one, because
  /// references of the base rest on it (libfdt 1.7.1 and later).
  mutating func keepPhandles() throws(OverlayError.Reason) {
    for (fragment, content) in fragments() {
      let target: DeviceTree.NodeID
      do throws(OverlayError.Reason) {
        target = try self.target(of: fragment).node
      } catch {
        switch error {
        // It may be made by another fragment.
        case .unknownTargetPhandle, .unknownTargetPath: continue
        default: throw error
        }
      }
      var pending = [(node: target, twin: content)]
      while let (node, twin) = pending.popLast() {
        keepPhandle(of: node, against: twin)
        for child in overlay.children(of: twin) {
          if let below = basePaths.child(overlay.nameBytes(of: child), of: node, in: base) {
            pending.append((below, child))
          }
        }
      }
    }
    guard !kept.isEmpty else { return }
    for (property, offset) in localReferences {
      if let value = overlay.cell(at: offset, of: property), let own = kept[value] {
        overlay.overwrite(cell: own, at: offset, of: property)
      }
    }
    // The cells hold the base's phandles from here on.
    kept = [:]
  }

  private mutating func keepPhandle(of node: DeviceTree.NodeID, against twin: DeviceTree.NodeID) {
    let (own, brought) = (Self.phandle(of: node, in: base), Self.phandle(of: twin, in: overlay))
    guard own != 0, brought != 0 else { return }
    for name in ["phandle", "linux,phandle"] {
      if let property = overlay.property(name, of: twin) { overlay.overwrite(cell: own, at: 0, of: property) }
    }
    if kept[brought] == nil { kept[brought] = own }
  }
}
