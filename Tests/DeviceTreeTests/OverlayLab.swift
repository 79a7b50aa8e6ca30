import DTS
import DeviceTree
import Foundation
import TestSupport

/// Compiles sources and lets Debian's `fdtoverlay` say what overlays make of a base.
struct OverlayLab {
  /// The tree of a source, with its labels kept as `dtc -@` does.
  static func compile(_ source: String, keepsLabels: Bool = true) throws -> DeviceTree {
    var compiler = DTSCompiler(loader: SourceLoader(files: [:]))
    compiler.makesSymbols = keepsLabels
    return try compiler.compile(Array(source.utf8), path: "test.dts").tree
  }

  /// The tree of a source file; included files come from the file system.
  static func compile(file path: String) throws -> DeviceTree {
    let loader = SourceLoader { path in
      (try? Data(contentsOf: URL(filePath: path))).map { .success([UInt8]($0)) } ?? .failure(.notFound)
    }
    return try DTSCompiler(loader: loader).compile(path: path).tree
  }

  /// A blob as the tree that is read back from it: no labels, no markers, nothing removed.
  static func reread(_ tree: DeviceTree) throws -> DeviceTree { try DeviceTree(blob: tree.flattened()) }

  /// One question to `fdtoverlay`.
  struct Case {
    var base: [UInt8]
    var overlays: [[UInt8]]
  }

  /// What `fdtoverlay` makes of each case; nil where it fails.
  static func fdtoverlay(_ cases: [Case]) throws -> [[UInt8]?] {
    let folder = try TemporaryFolder()
    var script = ""
    for (index, question) in cases.enumerated() {
      try Data(question.base).write(to: folder.url.appending(path: "\(index).dtb"))
      var names = ""
      for (number, overlay) in question.overlays.enumerated() {
        names += " \(index)-\(number).dtbo"
        try Data(overlay).write(to: folder.url.appending(path: "\(index)-\(number).dtbo"))
      }
      script += "fdtoverlay -i \(index).dtb -o \(index).out\(names) 2>/dev/null\n"
    }
    let result = try Tool.run(
      "sh", ["-c", "fdtoverlay --version >/dev/null 2>&1 || exit 9\n\(script)exit 0"], in: folder.url)
    guard result.status == 0 else { throw Missing() }
    return cases.indices.map { index in
      (try? Data(contentsOf: folder.url.appending(path: "\(index).out"))).map { [UInt8]($0) }
    }
  }

  /// Since 1.7.1 libfdt lets a node of the base keep its phandle.
  static let keepsPhandles: Bool = {
    guard let text = try? Tool.run("fdtoverlay", ["--version"]).text else { return false }
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    return !numbers.lexicographicallyPrecedes([1, 7, 1])
  }()

  struct Missing: Error, CustomStringConvertible {
    var description: String { "fdtoverlay is missing (Debian: device-tree-compiler)" }
  }
}
