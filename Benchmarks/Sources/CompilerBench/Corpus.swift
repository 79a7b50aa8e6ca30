import Foundation

/// Sources of device trees, each as it is and as cpp leaves it.
struct Corpus {
  /// One source.
  struct Source {
    var path: String
    var includeFolders: [String]
    /// The text that cpp makes of it.
    var preprocessed: String
  }

  /// What it is, for the table's heading.
  var name: String
  private(set) var sources: [Source] = []

  /// Sources that both cpp and dtc take: those below `linux` or, without it, the project's own; at most `limit`, evenly
  /// taken from all.
  init(linux: String?, limit: Int, tools: Tools) throws {
    name = linux == nil ? "The project's own sources" : "Linux's sources"
    let folders = linux.map { ["\($0)/arch"] } ?? ["dts", "fixtures"]
    let all = folders.flatMap { Self.files(below: $0) }.sorted()
    let includeFolders = linux.map { ["\($0)/scripts/dtc/include-prefixes"] } ?? []
    let step = max(1, all.count / limit)
    for (number, path) in all.enumerated() where number % step == 0 {
      let source = Source(
        path: path, includeFolders: includeFolders, preprocessed: "\(tools.folder)/\(number).dts")
      guard tools.cpp(source, to: source.preprocessed).succeeded,
        tools.dtc(source, to: tools.output).succeeded, tools.build(source, to: tools.output).succeeded
      else { continue }
      sources.append(source)
    }
  }

  private static func files(below folder: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".dts") }.map { "\(folder)/\($0)" }
  }
}
