/// What a second tree says otherwise than a first: nodes and properties by path.
///
/// Phandles are numbers that a compiler gives out: `phandle` itself is not compared, and a value whose references
/// lead to the same nodes is the same, whatever their numbers (`PhandleReferences` tells what is a reference). The
/// order of nodes and properties does not count either.
public struct TreeDifference: Sendable {
  /// One difference; identifiers are those of the tree that has the thing.
  public enum Change: Hashable, Sendable {
    /// A node with all below it that only the new tree has.
    case addedNode(DeviceTree.NodeID)
    /// A node with all below it that only the old tree has, but for what moved out of it.
    case removedNode(DeviceTree.NodeID)
    /// A node with all below it that stands elsewhere, or under another name, in the new tree.
    case movedNode(from: DeviceTree.NodeID, to: DeviceTree.NodeID)
    /// A property that only the new tree has.
    case addedProperty(DeviceTree.PropertyID)
    /// A property that only the old tree has.
    case removedProperty(DeviceTree.PropertyID)
    /// A property with another value.
    case changedProperty(from: DeviceTree.PropertyID, to: DeviceTree.PropertyID)
  }

  /// The first tree.
  public let old: DeviceTree
  /// The second tree.
  public let new: DeviceTree
  /// What differs, in the order of the old tree, what is new behind what was there.
  public internal(set) var changes: [Change] = []
  /// Nodes of both trees that have another phandle in each; no difference, unless a value that is not known to be a
  /// reference holds the number.
  public internal(set) var renumbered: [(old: DeviceTree.NodeID, new: DeviceTree.NodeID)] = []
  /// Whether the memory reservations ahead of the tree differ.
  public let reservationsDiffer: Bool
  /// Whether the boot cpu differs.
  public let bootCPUDiffers: Bool

  /// The node of the new tree for each of the old one's that it has.
  var twins: [DeviceTree.NodeID: DeviceTree.NodeID] = [:]
  let oldReferences: PhandleReferences
  let newReferences: PhandleReferences

  /// Compares two trees.
  ///
  /// Complexity: O(n) in nodes, properties and bytes of both.
  public init(from old: DeviceTree, to new: DeviceTree) { self.init(from: old, to: new, findsMoves: true) }

  /// Without looking for moves, a node that went elsewhere is one removed and one added, and references to it differ.
  init(from old: DeviceTree, to new: DeviceTree, findsMoves: Bool) {
    self.old = old
    self.new = new
    func list(_ tree: DeviceTree) -> [[UInt64]] { tree.reservations.map { [$0.address, $0.size] } }
    reservationsDiffer = list(old) != list(new)
    bootCPUDiffers = old.bootCPU != new.bootCPU
    oldReferences = PhandleReferences(of: old)
    newReferences = PhandleReferences(of: new)
    compare(findsMoves: findsMoves)
  }

  /// Whether the trees say the same.
  public var isEmpty: Bool { changes.isEmpty && !reservationsDiffer && !bootCPUDiffers }

  /// Properties that hold a phandle, which is not compared.
  static func isPhandle(_ name: ArraySlice<UInt8>) -> Bool {
    name.elementsEqual("phandle".utf8) || name.elementsEqual("linux,phandle".utf8)
  }
}
