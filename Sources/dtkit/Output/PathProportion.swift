import DTS
import DeviceTree
import FileSystem

extension TreeInput {
  /// Sees that the paths of nodes, which say the same names again and again, are in proportion to the tree, before
  /// they are put together.
  func checkPaths(of nodes: [DeviceTree.NodeID], help: String) throws(CommandError) {
    guard OutputLimits().allow(tree.pathBytes(of: nodes), beside: Int(clamping: blobSize)) else {
      throw CommandError("\(path): \(PrintError.paths(depth: tree.nesting.depth))", help: help)
    }
  }
}
