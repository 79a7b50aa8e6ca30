/// The overlay's references to labels of the base.
extension OverlayApplication {
  /// Fills in the base's phandles, as `__fixups__` lists them: a property a label, each string a place.
  mutating func fillIn() throws(OverlayError.Reason) {
    guard let fixups = overlayPaths.child(OverlayNames.fixups, of: overlay.root, in: overlay) else { return }
    let symbols = basePaths.child(OverlayNames.symbols, of: base.root, in: base)
    for list in overlay.properties(of: fixups) {
      let label = overlay.name(of: list)
      // A copy: a slice would make every cell that is filled in copy the whole overlay.
      let value = Array(overlay.bytes(of: list))
      guard value.last == 0 else {
        throw .badFixup(label: label, entry: String(decoding: value, as: UTF8.self))
      }
      var phandle: UInt32?
      var rest = value[...]
      while !rest.isEmpty {
        let entry = rest.prefix { $0 != 0 }
        rest = rest.dropFirst(entry.count + 1)
        guard let place = Self.place(entry) else {
          throw .badFixup(label: label, entry: String(decoding: entry, as: UTF8.self))
        }
        let number: UInt32
        if let phandle {
          number = phandle
        } else {
          number = try self.phandle(ofLabel: list, in: symbols, usedAt: Self.place(place))
          phandle = number
        }
        let mirrored = overlayPaths.node(at: place.node, in: overlay)
        try checkAliases()
        guard let node = mirrored, let property = overlay.property(named: place.property, of: node),
          overlay.cell(at: place.offset, of: property) != nil
        else { throw .noSuchPlace(Self.place(place)) }
        overlay.overwrite(cell: number, at: place.offset, of: property)
      }
    }
  }

  private typealias RawPlace = (node: ArraySlice<UInt8>, property: ArraySlice<UInt8>, offset: Int)

  /// Reads "path:property:offset".
  private static func place(_ entry: ArraySlice<UInt8>) -> RawPlace? {
    let colon = UInt8(ascii: ":")
    let node = entry.prefix { $0 != colon }
    let rest = entry.dropFirst(node.count + 1)
    let property = rest.prefix { $0 != colon }
    let number = rest.dropFirst(property.count + 1)
    guard node.count < entry.count, property.count < rest.count, !property.isEmpty, !number.isEmpty,
      number.count <= 10
    else { return nil }
    var offset = 0
    for digit in number {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      offset = offset * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return (node, property, offset)
  }

  private static func place(_ place: RawPlace) -> OverlayError.Place {
    OverlayError.Place(
      node: String(decoding: place.node, as: UTF8.self),
      property: String(decoding: place.property, as: UTF8.self),
      offset: place.offset)
  }

  /// The phandle of the node that the base's symbol of this name leads to.
  private mutating func phandle(
    ofLabel list: DeviceTree.PropertyID, in symbols: DeviceTree.NodeID?, usedAt place: OverlayError.Place
  ) throws(OverlayError.Reason) -> UInt32 {
    let label = overlay.name(of: list)
    guard let symbols else { throw .noSymbols(label: label, usedAt: place) }
    guard let symbol = base.property(named: overlay.nameBytes(of: list), of: symbols) else {
      let labels = base.properties(of: symbols).map { base.name(of: $0) }
      throw .unknownLabel(label, usedAt: place, suggestion: Spelling.closest(to: label, among: labels))
    }
    let path = base.bytes(of: symbol).prefix { $0 != 0 }
    let labelled = basePaths.node(at: path, in: base)
    try checkAliases()
    guard let node = labelled else {
      throw .danglingSymbol(label: label, path: String(decoding: path, as: UTF8.self))
    }
    let phandle = Self.phandle(of: node, in: base)
    guard phandle != 0 else { throw .noPhandle(label: label, node: base.path(of: node)) }
    return phandle
  }
}
