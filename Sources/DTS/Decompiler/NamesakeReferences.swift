import DeviceTree

/// References in values of one name and length, told by one of them that is proved.
///
/// A cell of such a value is a reference where the same cell of one value is, and every value of that name and length in
/// the tree holds a node's phandle there. One number among them that is no phandle, and none but the proved one counts.
struct NamesakeReferences {
  /// The references found, those that were proved left out.
  private(set) var found: [DeviceTree.PropertyID: [(offset: Int, target: DeviceTree.NodeID)]] = [:]

  private struct Form: Hashable {
    var name: String
    var size: Int
  }

  /// Looks for values like those in `proved`, outside of the nodes `hidden`.
  ///
  /// Complexity: O(n log n) in properties, and in the cells of those that are alike.
  init(
    of tree: DeviceTree, _ phandles: PhandleTable,
    proved: [DeviceTree.PropertyID: [(offset: Int, target: DeviceTree.NodeID)]],
    _ hidden: Set<DeviceTree.NodeID>
  ) {
    var places: [Form: Set<Int>] = [:]
    for (property, list) in proved {
      places[Self.form(of: property, in: tree), default: []].formUnion(list.map { $0.offset })
    }
    let names = Set(places.keys.map { Array($0.name.utf8)[...] })
    var alike: [Form: [DeviceTree.PropertyID]] = [:]
    for node in tree.allNodes where !places.isEmpty && !hidden.contains(node) {
      for property in tree.properties(of: node) where names.contains(tree.nameBytes(of: property)) {
        let form = Self.form(of: property, in: tree)
        if places[form] != nil { alike[form, default: []].append(property) }
      }
    }
    let known = proved.mapValues { Set($0.map { $0.offset }) }
    for (form, offsets) in places {
      let values = alike[form] ?? []
      for offset in offsets.sorted() {
        let targets = values.map { value in tree.cell(at: offset, of: value).flatMap { phandles[$0] } }
        guard targets.allSatisfy({ $0 != nil }) else { continue }
        for (value, target) in zip(values, targets) {
          guard let target, known[value]?.contains(offset) != true else { continue }
          found[value, default: []].append((offset, target))
        }
      }
    }
  }

  private static func form(of property: DeviceTree.PropertyID, in tree: DeviceTree) -> Form {
    Form(name: tree.name(of: property), size: tree.bytes(of: property).count)
  }
}
