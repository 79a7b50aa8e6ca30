import DeviceTree

/// How much memory Linux's own form of a tree takes (`unflatten_dt_nodes` and `of_alias_scan`, 6.11 to 6.13).
struct UnflattenedTree {
  /// What `__unflatten_device_tree` asks for, in bytes: all nodes and properties one behind the other, then
  /// a word that marks the end.
  let size: UInt64
  /// What `of_alias_scan` asks for, alias by alias, in bytes.
  let aliases: [UInt64]

  /// Complexity: O(n) in nodes and properties.
  init(_ tree: DeviceTree, sizes: BuildSizes) {
    var end: UInt64 = 0
    func take(_ size: UInt64) { end = (end + 7) & ~7 + size }
    let chosen = FlatReader(tree).chosen
    for node in tree.allNodes {
      let name = tree.nameBytes(of: node)
      take(sizes.deviceNode + UInt64(name.count) + 1)
      var hasName = false
      for property in tree.properties(of: node) {
        // Linux takes the seed out of the blob once it is used (early_init_dt_scan_chosen).
        if node == chosen, tree.nameBytes(of: property).elementsEqual("rng-seed".utf8),
          !tree.bytes(of: property).isEmpty
        {
          continue
        }
        take(sizes.property)
        if tree.nameBytes(of: property).elementsEqual("name".utf8) { hasName = true }
      }
      if !hasName {
        // The name without its unit address, made into a property.
        let base = name.lastIndex(of: UInt8(ascii: "@")).map { name[..<$0] } ?? name
        take(sizes.property + UInt64(base.count) + 1)
      }
    }
    size = (end + 3) & ~3 + 4
    aliases = Self.aliases(in: tree)
  }

  /// Aliases that end in a number and lead to a node.
  private static func aliases(in tree: DeviceTree) -> [UInt64] {
    guard let node = tree.node(at: "/aliases") else { return [] }
    var sizes: [UInt64] = []
    for property in tree.properties(of: node) {
      let name = tree.nameBytes(of: property)
      if ["name", "phandle", "linux,phandle"].contains(where: { name.elementsEqual($0.utf8) }) { continue }
      let target = String(decoding: tree.bytes(of: property).prefix { $0 != 0 }, as: UTF8.self)
      guard tree.node(atPathOrAlias: target) != nil else { continue }
      let digits = name.reversed().prefix { (0x30...0x39).contains($0) }.reversed()
      guard Int32(String(decoding: digits, as: UTF8.self)) != nil else { continue }
      sizes.append(BuildSizes.aliasProperty + UInt64(name.count - digits.count) + 1)
    }
    return sizes
  }
}
