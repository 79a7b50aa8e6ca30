import Foundation
import KernelImage
import TestSupport

/// Reads the small kernel trees of `fixtures/kernel-trees`.
enum TreeFixtures {
  /// The tree called `name`, every file of it.
  static func tree(_ name: String) throws -> KernelTree {
    let root = Fixtures.url("kernel-trees/\(name)").standardizedFileURL
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let url = root.appending(path: path)
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[path] = [UInt8](try Data(contentsOf: url))
    }
    return KernelTree(files: files)
  }

  /// Writes `files` below `folder`.
  static func write(_ files: [String: [UInt8]], to folder: URL) throws {
    for (path, bytes) in files {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
  }
}

extension KernelTree {
  /// The tree after `plan` was carried out.
  func applying(_ plan: InstallationPlan) -> KernelTree {
    var tree = self
    for file in plan.files { tree.files[file.path] = file.after }
    return tree
  }

  func text(_ path: String) -> String { String(decoding: files[path] ?? [], as: UTF8.self) }
}
