import DeviceTree
import SystemPackage

/// A tree as folders and files, as Linux shows it below /proc/device-tree: a folder is a node, a file a
/// property.
enum FolderTree {
  /// The most levels of folders that are read: deeper ones are links that go round in circles.
  static let depthLimit = 256

  /// Reads the tree below a folder, in the order of names.
  static func read(_ path: String) throws(CommandError) -> DeviceTree {
    var tree = DeviceTree()
    var pending: [(folder: FilePath, node: DeviceTree.NodeID, depth: Int)] = [(FilePath(path), tree.root, 0)]
    while let (folder, node, depth) = pending.popLast() {
      guard depth < depthLimit else {
        throw CommandError("\(folder): more than \(depthLimit) folders deep; does a link go round?")
      }
      for name in try POSIX.names(in: folder).sorted() {
        let entry = folder.appending(name)
        if POSIX.isFolder(entry) {
          pending.append((entry, tree.addNode(name, to: node), depth + 1))
        } else {
          tree.set(name, to: PropertyValue(bytes: try Files.read(entry.string)), of: node)
        }
      }
    }
    if let cpus = tree.child(named: "cpus", of: tree.root), let first = tree.firstPlace(below: cpus) {
      tree.bootCPU = tree.cell("reg", of: first) ?? 0
    }
    return tree
  }
}
