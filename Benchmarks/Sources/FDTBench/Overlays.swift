import CLibFDTBaseline
import DeviceTree
import FDT

/// A base with symbols, and an overlay that changes nodes from all over it.
struct OverlaySample {
  var base: [UInt8]
  var overlay: [UInt8]
  var fragments = 0

  /// Fragments for up to 16 labels of the sample's tree, each with a value, a new node, and references to the base and
  /// to that node.
  init(_ sample: Sample) throws(FDTError) {
    var tree = try DeviceTree(blob: sample.blob)
    let nodes = tree.allNodes.filter { tree.phandle(of: $0) != nil }
    let targets = stride(from: 0, to: nodes.count, by: max(1, nodes.count / 16)).prefix(16).map { nodes[$0] }
    var overlay = DeviceTree()
    let symbols = tree.addNode("__symbols__", to: tree.root)
    let fixups = overlay.addNode("__fixups__", to: overlay.root)
    let localFixups = overlay.addNode("__local_fixups__", to: overlay.root)
    for (index, target) in targets.enumerated() {
      tree.set("device_\(index)", to: .string(tree.path(of: target)), of: symbols)
      let name = "fragment@\(index)"
      let fragment = overlay.addNode(name, to: overlay.root)
      overlay.set("target", to: .cells([.max]), of: fragment)
      let content = overlay.addNode("__overlay__", to: fragment)
      overlay.set("status", to: .string("okay"), of: content)
      overlay.set("acme,link", to: .cells([UInt32(index + 1)]), of: content)
      let child = overlay.addNode("port@\(index)", to: content)
      overlay.set("reg", to: .cells([UInt32(index)]), of: child)
      overlay.set("clocks", to: .cells([.max, 3]), of: child)
      overlay.set("phandle", to: .cells([UInt32(index + 1)]), of: child)
      let places = ["/\(name):target:0", "/\(name)/__overlay__/port@\(index):clocks:0"]
      overlay.set("device_\(index)", to: .strings(places), of: fixups)
      let mirror = overlay.addNode("__overlay__", to: overlay.addNode(name, to: localFixups))
      overlay.set("acme,link", to: .cells([0]), of: mirror)
    }
    fragments = targets.count
    base = tree.flattened()
    self.overlay = overlay.flattened()
  }

  /// From blob to blob with the owned tree; returns the size of the result.
  func appliedHere() -> Int {
    do {
      let tree = try DeviceTree(blob: base)
      return try tree.applying(overlays: [DeviceTree(blob: overlay)]).flattened(editedFrom: tree).count
    } catch {
      fatalError("\(error)")
    }
  }

  /// The same with libfdt, in a buffer with room; returns the size of the result.
  func appliedByLibFDT() -> Int {
    var (buffer, overlay) = (LibFDT.opened(base, room: 2 * overlay.count + 4096), overlay)
    return buffer.withUnsafeMutableBytes { fdt in
      let code = overlay.withUnsafeMutableBytes { fdt_overlay_apply(fdt.baseAddress, $0.baseAddress) }
      guard code == 0, fdt_pack(fdt.baseAddress) == 0 else {
        fatalError("libfdt refuses the overlay: \(code)")
      }
      return Int(UInt32(bigEndian: fdt.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
    }
  }

  /// Prints the rows of the table.
  static func measure(_ sample: Sample) throws {
    let pair = try OverlaySample(sample)
    let whole = medians(rounds: 9, { pair.appliedHere() }, { pair.appliedByLibFDT() })
    row("overlay of \(pair.fragments) fragments, from blob to blob", whole)
    let tree = try DeviceTree(blob: pair.base)
    let overlay = try DeviceTree(blob: pair.overlay)
    let alone = median(9) { (try? tree.applying(overlays: [overlay])) == nil ? 0 : 1 }
    row("the same on the owned tree, without reading and writing blobs", (alone, whole.theirs))
  }
}
