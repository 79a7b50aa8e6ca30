import DeviceTree

/// A sign that the tree is not the one that booted.
public enum TreeDoubt: Hashable, Sendable {
  /// The log names a region of /reserved-memory that the tree does not have.
  case unknownRegion(name: String, line: Int)
  /// The log states another `model`.
  case otherModel(String, line: Int)
  /// Linux reserved another number of bytes for the blob.
  case otherSize(UInt64, line: Int)

  /// All signs in a log; at most three regions are named.
  ///
  /// Complexity: O(n) in the log's statements and the children of /reserved-memory.
  static func all(_ log: BootLog, _ facts: LoggedFacts, _ input: BootInput) -> [TreeDoubt] {
    let tree = input.tree
    var doubts: [TreeDoubt] = []
    let model = log.first { if case .machineModel(let model) = $0 { model } else { nil } }
    if let model, let own = FlatReader(tree).string("model", of: tree.root), own != model.value {
      doubts.append(.otherModel(model.value, line: model.line))
    }
    if let blob = facts.blob, blob.value.size != input.blobSize {
      doubts.append(.otherSize(blob.value.size, line: blob.line))
    }
    let parent = tree.node(at: "/reserved-memory")
    var names = Set(parent.map { tree.children(of: $0).map { tree.name(of: $0) } } ?? [])
    for entry in log.entries where doubts.count < 5 {
      guard case .region(let region) = entry.statement, names.insert(region.name).inserted else { continue }
      doubts.append(.unknownRegion(name: region.name, line: entry.line))
    }
    return doubts
  }
}
