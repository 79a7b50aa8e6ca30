import DeviceTree

extension QueryCommand {
  /// What may have been meant by the first thing asked for that the tree has nowhere: a property, a label, or a string of
  /// compatible.
  ///
  /// Complexity: O(n) in the names of the tree.
  func suggestion(_ tests: [PropertyTest], _ label: String?, in tree: DeviceTree) -> String? {
    let nodes = tree.allNodes
    if !tests.isEmpty {
      let names = Set(nodes.flatMap { tree.properties(of: $0).map { tree.name(of: $0) } })
      for test in tests where !names.contains(test.name) {
        if let close = Spelling.closest(to: test.name, among: names) { return close }
      }
    }
    if let label, tree.node(labelled: label) == nil {
      let labels = nodes.flatMap { Array(tree.labels(of: $0)) }
      if let close = Spelling.closest(to: label, among: labels) { return "&\(close)" }
    }
    let asked = compatible.filter { !$0.contains("*") && !$0.contains("?") }
    guard !asked.isEmpty else { return nil }
    let strings = Set(nodes.flatMap { tree.strings("compatible", of: $0) ?? [] })
    for text in asked where !strings.contains(text) {
      if let close = Spelling.closest(to: text, among: strings) { return close }
    }
    return nil
  }
}
