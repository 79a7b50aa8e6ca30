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
  /// Cells of the overlay that hold one of its own phandles.
  var localReferences: [(property: DeviceTree.PropertyID, offset: Int)] = []
  /// What is added to every phandle of the overlay: the largest of the base.
  var delta: UInt32 = 0
  /// The properties of the overlay that are such references.
  var localProperties: Set<DeviceTree.PropertyID> = []
  /// The phandles of the overlay's nodes that the base's nodes keep their own for.
  var kept: [UInt32: UInt32] = [:]

  init(base: DeviceTree, overlay: DeviceTree) {
    self.base = base
    self.overlay = overlay
    // The tree as it was stays until all is done: what changes is copied once, with room for all that may be added.
    self.base.nodes.reserveCapacity(base.nodes.count + overlay.nodes.count)
    self.base.propertyRecords.reserveCapacity(base.propertyRecords.count + overlay.propertyRecords.count)
  }

  mutating func run() throws(OverlayError.Reason) {
    readPhandles()
    try renumber()
    try renumberReferences()
    try fillIn()
    try keepPhandles()
    try merge()
    try mergeSymbols()
  }

  private mutating func readPhandles() {
    for node in base.allNodes {
      let phandle = Self.phandle(of: node, in: base)
      delta = max(delta, phandle)
      if phandle != 0, phandles[phandle] == nil { phandles[phandle] = node }
    }
  }

  /// The phandle as libfdt's `fdt_get_phandle` reads it: 0 for none.
  static func phandle(of node: DeviceTree.NodeID, in tree: DeviceTree) -> UInt32 {
    tree.cell("phandle", of: node) ?? tree.cell("linux,phandle", of: node) ?? 0
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
        let phandle = localProperties.contains(property) ? kept[cells[0]] ?? cells[0] : cells[0]
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
    guard let node = basePaths.node(at: path, in: base) else {
      throw .unknownTargetPath(
        fragment: overlay.path(of: fragment), path: String(decoding: path, as: UTF8.self),
        suggestion: base.closestPath(to: path))
    }
    return (node, path)
  }
}

/// The names that make a tree an overlay.
enum OverlayNames {
  static let content = Array("__overlay__".utf8)[...]
  static let symbols = Array("__symbols__".utf8)[...]
  static let fixups = Array("__fixups__".utf8)[...]
  static let localFixups = Array("__local_fixups__".utf8)[...]
}
