import DeviceTree

/// The names that checks look up in many nodes, found in the tree's table once; nil if nothing has the name.
struct CheckNames {
  let reg: DeviceTree.NameID?
  let ranges: DeviceTree.NameID?
  let dmaRanges: DeviceTree.NameID?
  let status: DeviceTree.NameID?
  let interruptCells: DeviceTree.NameID?
  let addressCells: DeviceTree.NameID?
  let sizeCells: DeviceTree.NameID?
  let interruptController: DeviceTree.NameID?
  let interruptMap: DeviceTree.NameID?
  let interruptParent: DeviceTree.NameID?
  let remoteEndpoint: DeviceTree.NameID?

  init(_ tree: DeviceTree) {
    reg = tree.nameID("reg")
    ranges = tree.nameID("ranges")
    dmaRanges = tree.nameID("dma-ranges")
    status = tree.nameID("status")
    interruptCells = tree.nameID("#interrupt-cells")
    addressCells = tree.nameID("#address-cells")
    sizeCells = tree.nameID("#size-cells")
    interruptController = tree.nameID("interrupt-controller")
    interruptMap = tree.nameID("interrupt-map")
    interruptParent = tree.nameID("interrupt-parent")
    remoteEndpoint = tree.nameID("remote-endpoint")
  }
}
