import DeviceTree

extension TreeBuilder {
  /// Reads the phandles that nodes state themselves.
  mutating func readPhandles(of nodes: [DeviceTree.NodeID]) -> PhandleAllocator {
    var phandles = PhandleAllocator(form: phandleForm)
    let (ownName, oldName) = (tree.nameID("phandle"), tree.nameID("linux,phandle"))
    if ownName == nil, oldName == nil { return phandles }
    for node in nodes {
      let own = ownName.flatMap { statedPhandle($0, of: node) }
      let old = oldName.flatMap { statedPhandle($0, of: node) }
      guard let number = own?.number ?? old?.number, let place = own?.place ?? old?.place else { continue }
      if let own, let old, own.number != old.number {
        report(
          Failure(
            check: "explicit_phandles", node: node,
            text: "mismatching 'phandle' and 'linux,phandle' properties"),
          "'phandle' and 'linux,phandle' of '\(displayName(of: node))' differ", at: own.place)
      }
      if let other = phandles.owners[number], other != node {
        let path = shownPath(of: other)
        report(
          Failure(
            check: "explicit_phandles", node: node,
            text:
              "duplicated phandle \(AddressText.hex(UInt64(number))) (seen before at \(path))"
          ),
          "the phandle \(AddressText.hex(UInt64(number))) is that of '\(path)' already",
          at: place,
          help: "leave the phandle out: references get one by themselves")
      } else {
        phandles.note(number, of: node)
      }
    }
    return phandles
  }

  private mutating func statedPhandle(
    _ id: DeviceTree.NameID, of node: DeviceTree.NodeID
  ) -> (number: UInt32, place: Range<Int>)? {
    guard let property = tree.property(id, of: node) else { return nil }
    let name = tree.name(of: property)
    let place = table.definition(of: property)?.value.range ?? 0..<0
    guard let number = tree.cells(of: property).flatMap({ $0.count == 1 ? $0[0] : nil }) else {
      let size = tree.bytes(of: property).count
      report(
        Failure(
          check: "explicit_phandles", node: node, property: property,
          text: "bad length (\(size)) \(name) property"),
        "a phandle is one cell, not \(size) bytes", at: place)
      return nil
    }
    for marker in tree.markers(of: property) {
      guard case .phandle(let reference) = marker.kind else { continue }
      // A reference to the node itself asks for any number.
      if tree.node(for: reference) != node {
        report(
          Failure(check: "explicit_phandles", node: node, text: "\(name) is a reference to another node"),
          "the phandle of '\(displayName(of: node))' is a reference to another node", at: place)
      }
      return nil
    }
    guard number != 0, number != .max else {
      report(
        Failure(
          check: "explicit_phandles", node: node, property: property,
          text: "bad value (\(AddressText.hex(UInt64(number)))) in \(name) property"),
        "\(AddressText.hex(UInt64(number))) is no phandle", at: place)
      return nil
    }
    return (number, place)
  }
}
