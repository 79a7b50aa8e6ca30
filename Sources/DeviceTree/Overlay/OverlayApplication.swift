/// One application of an overlay: both trees while it lasts, in the order of libfdt's `fdt_overlay_apply`.
struct OverlayApplication {
  /// The tree that is changed.
  var base: DeviceTree
  /// The overlay, whose cells are filled in on the way.
  var overlay: DeviceTree
  var basePaths = PathLookup()
  var overlayPaths = PathLookup()
  /// The nodes of the base by phandle, kept while fragments are merged.
  var phandles: [UInt32: DeviceTree.NodeID] = [:]
  /// What is added to every phandle of the overlay: the largest of the base.
  var delta: UInt32 = 0
  /// The `target` properties of the overlay that refer to a node of its own.
  var localTargets: Set<DeviceTree.PropertyID> = []
  /// The phandles of the overlay's nodes that the base's nodes keep their own for.
  var kept: [UInt32: UInt32] = [:]
  /// What was changed in the base.
  var journal: EditJournal
  /// How many bytes of paths the base's new symbols have, and how many they and those that aliases lead along may have.
  var symbolBytes = 0
  let symbolLimit: Int
  private let aliasLimit: Int

  init(base: DeviceTree, overlay: DeviceTree, journal: EditJournal) {
    self.base = base
    self.overlay = overlay
    self.journal = journal
    let size = base.leastFlattenedSize + overlay.leastFlattenedSize
    symbolLimit = Self.spareBytes + size
    aliasLimit = Self.spareBytes + 4 * size
  }

  /// What is allowed besides the size of both trees: no board needs as much, and without a limit a short overlay could
  /// name one long path again and again.
  private static let spareBytes = 128 << 10

  mutating func run() throws(OverlayError.Reason) {
    readPhandles()
    try renumber()
    try renumberReferences()
    try fillIn()
    try keepPhandles()
    overlay.forgetNamesBelowRoot()
    // Room for all that may be added, so that what is there moves once.
    base.nodes.reserveCapacity(base.nodes.count + overlay.nodes.count)
    base.propertyRecords.reserveCapacity(base.propertyRecords.count + overlay.propertyRecords.count)
    try merge()
    try mergeSymbols()
  }

  private mutating func readPhandles() {
    let names = Self.phandleNames.compactMap { base.nameID($0) }
    for node in base.allNodes {
      guard let phandle = Self.phandle(of: node, names, in: base) else { continue }
      delta = max(delta, phandle)
      if phandle != 0, phandles[phandle] == nil { phandles[phandle] = node }
    }
  }

  /// The properties that state a node's phandle, the first of both that has one cell.
  static let phandleNames = ["phandle", "linux,phandle"]

  private static func phandle(
    of node: DeviceTree.NodeID, _ names: [DeviceTree.NameID], in tree: DeviceTree
  ) -> UInt32? {
    for name in names {
      guard let property = tree.property(name, of: node), tree.record(property).valueCount == 4 else {
        continue
      }
      return tree.cell(at: 0, of: property)
    }
    return nil
  }

  /// The phandle as libfdt's `fdt_get_phandle` reads it: 0 for none.
  static func phandle(of node: DeviceTree.NodeID, in tree: DeviceTree) -> UInt32 {
    phandle(of: node, phandleNames.compactMap { tree.nameID($0) }, in: tree) ?? 0
  }

  /// The fragments with their `__overlay__`; other nodes below the root are not for the base.
  mutating func fragments() -> [(node: DeviceTree.NodeID, content: DeviceTree.NodeID)] {
    var found: [(node: DeviceTree.NodeID, content: DeviceTree.NodeID)] = []
    for node in overlay.children(of: overlay.root) {
      if let content = overlayPaths.child(OverlayNames.content, of: node, in: overlay) {
        found.append((node, content))
      }
    }
    return found
  }

  /// The node of the base that a fragment changes, and its `target-path` if that is what names it.
  mutating func target(
    of fragment: DeviceTree.NodeID
  ) throws(OverlayError.Reason) -> (node: DeviceTree.NodeID, path: ArraySlice<UInt8>?) {
    if let property = overlay.property("target", of: fragment) {
      guard let cells = overlay.cells(of: property), cells.count == 1, cells[0] != .max else {
        throw .badTarget(fragment: overlay.path(of: fragment))
      }
      if cells[0] != 0 {
        let phandle = localTargets.contains(property) ? kept[cells[0]] ?? cells[0] : cells[0]
        guard let node = phandles[phandle], Self.phandle(of: node, in: base) == phandle else {
          throw .unknownTargetPhandle(fragment: overlay.path(of: fragment), phandle: phandle)
        }
        return (node, nil)
      }
    }
    guard let property = overlay.property("target-path", of: fragment) else {
      throw .noTarget(fragment: overlay.path(of: fragment))
    }
    let path = overlay.bytes(of: property).prefix { $0 != 0 }
    let target = basePaths.node(at: path, in: base)
    try checkAliases()
    guard let node = target else {
      throw .unknownTargetPath(
        fragment: overlay.path(of: fragment), path: String(decoding: path, as: UTF8.self),
        suggestion: base.closestPath(to: path))
    }
    return (node, path)
  }

  /// Throws if aliases were followed beyond all proportion.
  func checkAliases() throws(OverlayError.Reason) {
    guard basePaths.aliasBytes + overlayPaths.aliasBytes <= aliasLimit else {
      throw .pathsTooLong(limit: aliasLimit)
    }
  }
}

/// The names that make a tree an overlay.
enum OverlayNames {
  static let target = Array("target".utf8)[...]
  static let targetPath = Array("target-path".utf8)[...]
  static let content = Array("__overlay__".utf8)[...]
  static let symbols = Array("__symbols__".utf8)[...]
  static let fixups = Array("__fixups__".utf8)[...]
  static let localFixups = Array("__local_fixups__".utf8)[...]
}
