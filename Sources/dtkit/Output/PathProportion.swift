import DTS
import DeviceTree
import FileSystem

extension TreeInput {
  /// Sees that the paths of nodes, which say the same names again and again, are in proportion to the tree, before
  /// they are put together.
  func checkPaths(
    of nodes: some Sequence<DeviceTree.NodeID>, limits: OutputLimits = OutputLimits(), help: String
  ) throws(CommandError) {
    guard limits.allow(tree.pathBytes(of: nodes), beside: Int(clamping: blobSize)) else {
      throw CommandError("\(path): \(PrintError.paths(depth: tree.nesting.depth))", help: help)
    }
  }
}

extension OutputLimits {
  /// What may be repeated where it is gone through again and again.
  static var ofRounds: OutputLimits {
    var limits = OutputLimits()
    limits.repeatedBytes = 1 << 20
    return limits
  }
}
