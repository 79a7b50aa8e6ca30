/// The overlay's own phandles and the references to them.
extension OverlayApplication {
  /// Moves the overlay's phandles behind the base's.
  mutating func renumber() throws(OverlayError.Reason) {
    let names = Self.phandleNames.compactMap { overlay.nameID($0) }
    for node in overlay.allNodes {
      for name in names {
        guard let property = overlay.property(name, of: node) else { continue }
        guard overlay.record(property).valueCount == 4, let own = overlay.cell(at: 0, of: property) else {
          throw .badPhandle(node: overlay.path(of: node), property: overlay.name(of: property))
        }
        let (moved, overflow) = own.addingReportingOverflow(delta)
        guard !overflow, moved != .max else {
          throw .phandlesExhausted(node: overlay.path(of: node), base: delta)
        }
        overlay.overwrite(cell: moved, at: 0, of: property)
      }
    }
  }

  /// Moves the references to them.
  mutating func renumberReferences() throws(OverlayError.Reason) {
    let delta = delta
    try changeLocalReferences { $0 &+ delta }
  }

  /// Changes every reference to a node of the overlay, as `__local_fixups__` lists them: its nodes mirror the
  /// overlay's, and its properties hold byte offsets.
  private mutating func changeLocalReferences(
    _ change: (UInt32) -> UInt32
  ) throws(OverlayError.Reason) {
    guard let fixups = overlayPaths.child(OverlayNames.localFixups, of: overlay.root, in: overlay) else {
      return
    }
    var pending = [(mirror: fixups, node: overlay.root)]
    while let (mirror, node) = pending.popLast() {
      for entry in overlay.properties(of: mirror) {
        try changeReferences(listedIn: entry, of: node, mirror, change)
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

  private mutating func changeReferences(
    listedIn entry: DeviceTree.PropertyID, of node: DeviceTree.NodeID, _ mirror: DeviceTree.NodeID,
    _ change: (UInt32) -> UInt32
  ) throws(OverlayError.Reason) {
    guard let offsets = overlay.cells(of: entry) else {
      throw .badLocalFixup(node: overlay.path(of: mirror), property: overlay.name(of: entry))
    }
    let name = overlay.nameBytes(of: entry)
    let property = overlay.property(named: name, of: node)
    for offset in offsets {
      guard let property, let value = overlay.cell(at: Int(offset), of: property) else {
        throw .noSuchPlace(
          OverlayError.Place(
            node: overlay.path(of: node), property: overlay.name(of: entry), offset: Int(offset)))
      }
      overlay.overwrite(cell: change(value), at: Int(offset), of: property)
    }
    if let property, !offsets.isEmpty, name.elementsEqual(OverlayNames.target) {
      localTargets.insert(property)
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
    let kept = kept
    try changeLocalReferences { kept[$0] ?? $0 }
    // The cells hold the base's phandles from here on.
    self.kept = [:]
  }

  private mutating func keepPhandle(of node: DeviceTree.NodeID, against twin: DeviceTree.NodeID) {
    let (own, brought) = (Self.phandle(of: node, in: base), Self.phandle(of: twin, in: overlay))
    guard own != 0, brought != 0 else { return }
    for name in Self.phandleNames {
      if let property = overlay.property(name, of: twin) { overlay.overwrite(cell: own, at: 0, of: property) }
    }
    if kept[brought] == nil { kept[brought] = own }
  }
}
