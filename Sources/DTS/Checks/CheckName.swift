/// The names of the properties that checks ask many nodes for.
enum CheckName: Int, CaseIterable, Sendable {
  case reg, ranges, dmaRanges, status, phandle, oldPhandle
  case addressCells, sizeCells
  case interruptCells, interruptController, interruptMap, interruptParent
  case remoteEndpoint

  /// The name as it stands in a tree.
  var text: String {
    switch self {
    case .reg: "reg"
    case .ranges: "ranges"
    case .dmaRanges: "dma-ranges"
    case .status: "status"
    case .phandle: "phandle"
    case .oldPhandle: "linux,phandle"
    case .addressCells: "#address-cells"
    case .sizeCells: "#size-cells"
    case .interruptCells: "#interrupt-cells"
    case .interruptController: "interrupt-controller"
    case .interruptMap: "interrupt-map"
    case .interruptParent: "interrupt-parent"
    case .remoteEndpoint: "remote-endpoint"
    }
  }
}
