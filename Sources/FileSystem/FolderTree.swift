package import DeviceTree

/// A tree as folders and files, as Linux shows it below /proc/device-tree: a folder is a node, a file a
/// property.
package enum FolderTree {
  /// The most levels of folders that are read: deeper ones are links that go round in circles.
  static let depthLimit = 256

  /// Whether a folder looks like the root of a tree: it has a property that roots have (Devicetree Specification 0.4,
  /// 3.2), of the form that it has in a blob.
  package static func isTree(_ path: String) -> Bool {
    ["#address-cells", "#size-cells", "compatible", "model"].contains { name in
      let file = POSIX.path(of: name, in: path)
      guard POSIX.kind(of: file) == .file, let bytes = try? Files.read(file, limit: 4096) else {
        return false
      }
      return name.hasPrefix("#") ? bytes.count == 4 : bytes.last == 0
    }
  }

  /// Reads the tree below a folder, in the order of names.
  ///
  /// The files may have as many bytes together as one blob.
  package static func read(_ path: String) throws(CommandError) -> DeviceTree {
    var tree = DeviceTree()
    var left = Files.limit
    var pending: [(folder: String, node: DeviceTree.NodeID, depth: Int)] = [(path, tree.root, 0)]
    while let (folder, node, depth) = pending.popLast() {
      guard depth < depthLimit else {
        throw CommandError("\(folder): more than \(depthLimit) folders deep; does a link go round?")
      }
      for name in try names(in: folder) {
        let entry = POSIX.path(of: name, in: folder)
        switch POSIX.kind(of: entry) {
        case .folder: pending.append((entry, tree.addNode(name, to: node), depth + 1))
        case .device: throw CommandError("\(entry): it is a device or a pipe, not a file")
        default:
          let bytes = try Files.read(entry)
          left -= bytes.count
          guard left >= 0 else {
            throw CommandError(
              "\(path): there are more than \(Files.limit >> 20) MiB in the files of this folder")
          }
          tree.set(name, to: PropertyValue(bytes: bytes), of: node)
        }
      }
    }
    if let cpus = tree.child(named: "cpus", of: tree.root), let first = tree.firstPlace(below: cpus) {
      tree.bootCPU = tree.cell("reg", of: first) ?? 0
    }
    return tree
  }

  private static func names(in folder: String) throws(CommandError) -> [String] {
    do throws(SystemError) {
      return try POSIX.names(in: folder).sorted()
    } catch {
      throw CommandError("\(folder): \(error.reason)")
    }
  }
}
