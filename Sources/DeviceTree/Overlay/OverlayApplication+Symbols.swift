/// The overlay's symbols become the base's.
extension OverlayApplication {
  /// Takes over those that lead into a fragment, with the path that their node has in the base (libfdt,
  /// `overlay_symbol_update`).
  mutating func mergeSymbols() throws(OverlayError.Reason) {
    guard let symbols = overlayPaths.child(OverlayNames.symbols, of: overlay.root, in: overlay) else {
      return
    }
    var own: DeviceTree.NodeID
    if let known = basePaths.child(OverlayNames.symbols, of: base.root, in: base) {
      own = known
    } else {
      own = base.prependNode(name: OverlayNames.symbols, to: base.root)
      basePaths.note(own, inFrontOf: base.root, in: base)
    }
    let marker = [ValueMarker(0, .string)]
    for symbol in overlay.properties(of: symbols) {
      guard let path = try mergedPath(of: symbol) else { continue }
      base.setInFront(
        name: overlay.nameBytes(of: symbol), to: path[...], markers: marker[...], of: own, noting: &journal)
    }
  }

  /// The path in the base, with its NUL; nil for a symbol that leads to nothing that is merged.
  private mutating func mergedPath(of symbol: DeviceTree.PropertyID) throws(OverlayError.Reason) -> [UInt8]? {
    let slash = UInt8(ascii: "/")
    let label = overlay.name(of: symbol)
    let value = overlay.bytes(of: symbol)
    guard value.firstIndex(of: 0) == value.endIndex - 1, value.first == slash else {
      throw .badSymbol(label: label)
    }
    let path = value.dropLast()
    let fragmentName = path.dropFirst().prefix { $0 != slash }
    let inner = path.dropFirst(1 + fragmentName.count)
    guard inner.dropFirst().starts(with: OverlayNames.content) else { return nil }
    let rest = inner.dropFirst(1 + OverlayNames.content.count)
    guard rest.isEmpty || rest.first == slash else { return nil }
    guard let fragment = overlayPaths.child(fragmentName, of: overlay.root, in: overlay),
      overlayPaths.child(OverlayNames.content, of: fragment, in: overlay) != nil
    else {
      throw .symbolOutsideFragments(label: label, path: String(decoding: path, as: UTF8.self))
    }
    let target = try self.target(of: fragment)
    let start = target.path.map { Array($0) } ?? Array(base.path(of: target.node).utf8)
    // libfdt puts a "/" behind the target even where the symbol is the target itself.
    let merged = (start == [slash] ? [] : start) + [slash] + rest.dropFirst() + [0]
    symbolBytes += merged.count
    guard symbolBytes <= symbolLimit else { throw .pathsTooLong(limit: symbolLimit) }
    return merged
  }
}
