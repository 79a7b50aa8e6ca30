import DeviceTree

/// A value for some nodes of a tree, by the node's number.
///
/// A dictionary would do as well, but its first use costs a short program more than all that is in it: the runtime looks
/// for the key's conformance among all that the program has.
struct NodeMap<Value: Sendable>: Sendable {
  private var values: [Value?] = []

  /// The node's value, if it has one.
  subscript(node: DeviceTree.NodeID) -> Value? {
    get { node.ordinal < values.count ? values[node.ordinal] : nil }
    set {
      let number = node.ordinal
      if number >= values.count {
        if newValue == nil { return }
        values.append(contentsOf: repeatElement(nil, count: number + 1 - values.count))
      }
      values[number] = newValue
    }
  }

  /// Whether no node was ever given a value.
  var isEmpty: Bool { values.isEmpty }
}
