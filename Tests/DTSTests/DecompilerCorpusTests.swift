import DTS
import DeviceTree
import Foundation
import Testing

/// Held against a folder of preprocessed sources, `DTKIT_CORPUS=folder`: what they referred to is known, and what
/// is recovered of their blobs is counted.
@Suite("Decompiling a corpus", .enabled(if: ProcessInfo.processInfo.environment["DTKIT_CORPUS"] != nil))
struct DecompilerCorpusTests {
  /// Where references stand: path, property and offset; a reference written as a path string has offset -1.
  private typealias Places = [String: DeviceTree.NodeID]

  private func places(in tree: DeviceTree) -> [String: String] {
    var places: [String: String] = [:]
    for node in tree.allNodes {
      for property in tree.properties(of: node) {
        for marker in tree.markers(of: property) {
          guard case .phandle = marker.kind else { continue }
          let bytes = tree.bytes(of: property).dropFirst(marker.offset).prefix(4)
          places["\(tree.path(of: node)) \(tree.name(of: property)) \(marker.offset)"] = "\(Array(bytes))"
        }
      }
    }
    return places
  }

  @Test func whatIsRecovered() throws {
    let folder = URL(filePath: ProcessInfo.processInfo.environment["DTKIT_CORPUS"] ?? "")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    var (written, recovered, wrong, exact, count) = (0, 0, 0, 0, 0)
    var missed: [String: Int] = [:]
    var invented: [String: Int] = [:]
    for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "dts" {
      guard let source = try? DTSCompiler(loader: fileLoader).compile(path: file.path) else { continue }
      count += 1
      let blob = source.tree.flattened()
      let decompiled = Decompiler(name: "t").decompile(try DeviceTree(blob: blob))
      #expect(decompiled.difference == nil, "\(file.lastPathComponent): \(decompiled.difference ?? "")")
      if decompiled.form == .exact { exact += 1 }
      let again = try compile(decompiled.text).tree
      #expect(again.flattened() == blob, "\(file.lastPathComponent)")
      let (before, after) = (places(in: source.tree), places(in: again))
      written += before.count
      for place in before.keys {
        if after[place] != nil {
          recovered += 1
        } else {
          missed[String(place.split(separator: " ")[1]), default: 0] += 1
        }
      }
      for place in after.keys where before[place] == nil {
        wrong += 1
        invented[String(place.split(separator: " ")[1]), default: 0] += 1
      }
    }
    print(
      "\(count) trees, \(exact) exact only; \(recovered) of \(written) references, \(wrong) that were numbers"
    )
    for (title, table) in [("missed", missed), ("numbers", invented)] {
      let list = table.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(40)
      print(title, list.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
    #expect(recovered * 100 >= written * 95)
  }
}
