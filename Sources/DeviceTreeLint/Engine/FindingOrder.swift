import DeviceTree
import SourceDiagnostics

/// Puts findings into the order of the sources and drops those that say the same thing twice.
struct FindingOrder {
  /// Files in the order in which the tree's nodes come from them.
  private var files: [FileID: Int] = [:]
  private var nodes: [DeviceTree.NodeID: Int] = [:]

  init(_ input: LintInput) {
    for (index, node) in input.tree.allNodes.enumerated() {
      nodes[node] = index
      if let file = input.place(of: node)?.file, files[file] == nil { files[file] = files.count }
    }
  }

  private struct Key: Comparable {
    var file: Int
    var start: Int
    var node: Int
    var weight: Int
    var rule: String

    static func < (a: Key, b: Key) -> Bool {
      if (a.file, a.start, a.node) != (b.file, b.start, b.node) {
        return (a.file, a.start, a.node) < (b.file, b.start, b.node)
      }
      return (a.weight, a.rule) < (b.weight, b.rule)
    }
  }

  /// What a place says; two findings with the same words at one place are one.
  private struct Identity: Hashable {
    var rule: String
    var node: DeviceTree.NodeID
    var range: SourceRange?
    var message: String
  }

  /// Complexity: O(n log n).
  func sorted(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Identity> = []
    let unique = findings.filter {
      seen.insert(Identity(rule: $0.rule, node: $0.node, range: $0.range, message: $0.message)).inserted
    }
    let keyed = unique.enumerated().map { (key: key(of: $0.element), index: $0.offset, finding: $0.element) }
    return keyed.sorted { $0.key == $1.key ? $0.index < $1.index : $0.key < $1.key }.map(\.finding)
  }

  private func key(of finding: Finding) -> Key {
    let weight =
      switch finding.level {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    return Key(
      file: finding.range.map { files[$0.file] ?? .max } ?? -1, start: finding.range?.start ?? -1,
      node: nodes[finding.node] ?? .max, weight: weight, rule: finding.rule)
  }
}
