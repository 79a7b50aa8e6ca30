import DeviceTree
import SourceDiagnostics

/// Nodes and properties of one name that one block lists: each stays, until a check asks.
extension TreeBuilder {
  /// dtc's `duplicate_node_names`: it names the later one, and counts a deletion too (1.8.1).
  ///
  /// Complexity: O(1) without twins, else O(n) in the tree and what is reported.
  mutating func checkNodeTwins() {
    guard !nodeTwins.isEmpty else { return }
    var twins: [DeviceTree.NodeID: [DeviceTree.NodeID]] = [:]
    for twin in nodeTwins {
      if let parent = tree.parent(of: twin) { twins[parent, default: []].append(twin) }
    }
    for parent in Array(tree.allNodes) {
      guard let list = twins[parent] else { continue }
      var known: [ArraySlice<UInt8>: [DeviceTree.NodeID]] = [:]
      var pairs: [(DeviceTree.NodeID, DeviceTree.NodeID)] = []
      for twin in list where pairs.count < Self.findingLimit {
        let name = tree.nameBytes(of: twin)
        var earlier = known[name] ?? []
        known[name] = nil
        if earlier.isEmpty, let first = tree.child(named: name, of: parent), first.ordinal < twin.ordinal {
          earlier = [first]
        }
        pairs += earlier.prefix(Self.findingLimit).map { ($0, twin) }
        if tree.contains(twin) { earlier.append(twin) }
        known[name] = earlier
      }
      for (first, second) in pairs.sorted(by: { ($0.0.ordinal, $0.1.ordinal) < ($1.0.ordinal, $1.1.ordinal) })
      {
        reportTwins(first, second)
      }
    }
  }

  private mutating func reportTwins(_ first: DeviceTree.NodeID, _ second: DeviceTree.NodeID) {
    let name = tree.name(of: second)
    var message = "there are two nodes '\(name)' in this block"
    var (note, help): (String, String?) = ("the first is here", nil)
    if !tree.contains(second) {
      message = "the node '\(name)' is deleted in the block that defines it"
      note = "it is defined here"
    } else if madeFragments[second] == true {
      message = "this becomes a node '\(name)', and the source has one already"
      note = "it is here"
      help = "give that fragment another name, or write it as a reference too"
    }
    report(
      Failure(check: "duplicate_node_names", node: second, text: "Duplicate node name"),
      message, at: table.firstOpening(of: second)?.name.range ?? 0..<0,
      notes: [(note, table.firstOpening(of: first)?.name.range ?? 0..<0)], help: help)
  }

  /// dtc's `duplicate_property_names`: it names the earlier one (1.8.1).
  ///
  /// Complexity: as `checkNodeTwins`.
  mutating func checkPropertyTwins() {
    guard !propertyTwins.isEmpty else { return }
    var twins: [DeviceTree.NodeID: [DeviceTree.PropertyID]] = [:]
    for twin in propertyTwins { twins[tree.node(of: twin), default: []].append(twin) }
    for node in Array(tree.allNodes) {
      guard let list = twins[node] else { continue }
      var known: [ArraySlice<UInt8>: [DeviceTree.PropertyID]] = [:]
      var pairs: [(DeviceTree.PropertyID, DeviceTree.PropertyID)] = []
      for twin in list where tree.contains(twin) && pairs.count < Self.findingLimit {
        let name = tree.nameBytes(of: twin)
        var earlier = known[name] ?? []
        known[name] = nil
        if earlier.isEmpty, let first = tree.property(named: name, of: node), first != twin {
          earlier = [first]
        }
        pairs += earlier.prefix(Self.findingLimit).map { ($0, twin) }
        earlier.append(twin)
        known[name] = earlier
      }
      for (first, second) in pairs.sorted(by: { ($0.0.ordinal, $0.1.ordinal) < ($1.0.ordinal, $1.1.ordinal) })
      {
        report(
          Failure(
            check: "duplicate_property_names", node: node, property: first, text: "Duplicate property name"),
          "the property '\(tree.name(of: first))' is given twice in this block",
          at: table.definition(of: second)?.name.range ?? 0..<0,
          notes: [("the first is here", table.definition(of: first)?.name.range ?? 0..<0)])
      }
    }
  }
}
