import DeviceTree
import FDT

/// Overlays made of the input.
extension Exercise {
  /// Inputs up to this many bytes are laid over themselves and compared with a tree: what is two trees then counts as
  /// one. Those that are a tree and an overlay may have any size.
  private static let overlayLimit = 32 << 10

  /// A small board with symbols, for the seeds to refer to.
  private static let board: DeviceTree = {
    var tree = DeviceTree()
    let soc = tree.addNode("soc", to: tree.root)
    let clock = tree.addNode("clock", to: soc)
    tree.set("#clock-cells", to: .cells([1]), of: clock)
    tree.set("phandle", to: .cells([1]), of: clock)
    let uart = tree.addNode("serial@1000", to: soc)
    tree.set("clocks", to: .cells([1, 4]), of: uart)
    tree.set("phandle", to: .cells([2]), of: uart)
    let symbols = tree.addNode("__symbols__", to: tree.root)
    tree.set("clk", to: .string("/soc/clock"), of: symbols)
    tree.set("uart", to: .string("/soc/serial@1000"), of: symbols)
    return tree
  }()

  /// Lays the input over the board and over itself, and says the difference to the board as an overlay.
  static func overlay(_ tree: borrowing FlattenedTree) {
    guard tree.bytes.count <= overlayLimit else { return }
    let owned = DeviceTree(tree)
    apply(owned, to: board)
    apply(owned, to: owned)
    guard let said = try? DifferenceOverlay(TreeDifference(from: board, to: owned)) else { return }
    apply(said.tree, to: board)
  }

  /// Lays what stands behind the first tree of the input over that, however large they are.
  static func overlay(_ input: [UInt8], behind first: borrowing FlattenedTree) {
    let start = first.bytes.count
    guard start < input.count else { return }
    let rest = input.span.extracting(start..<input.count)
    guard let second = try? FlattenedTree(validating: rest) else { return }
    var merged = DeviceTree(first)
    do throws(OverlayError) {
      try merged.apply(overlay: DeviceTree(second))
    } catch {
      return
    }
    rewrite(merged, nodes: merged.allNodes.reduce(0) { count, _ in count + 1 })
  }

  /// One that fails leaves the base as it was; what comes of one that does not is a tree.
  private static func apply(_ overlay: DeviceTree, to base: DeviceTree) {
    let before = base.flattened()
    var merged = base
    do throws(OverlayError) {
      try merged.apply(overlays: [overlay, overlay])
      rewrite(merged, nodes: merged.allNodes.reduce(0) { count, _ in count + 1 })
    } catch {
      check(merged.flattened() == before, "an overlay that failed changed its base")
    }
  }
}
