/// The labels of one node or property, in order; labels can come before the others as well as behind them.
package struct LabelList: Sendable {
  /// Those that came before the others, the last one first in order, and those that came behind.
  private var front: [String] = []
  private var back: [String] = []

  /// A list without labels.
  package init() {}

  /// Adds a label in constant time.
  package mutating func add(_ label: String, isFirst: Bool) {
    if isFirst { front.append(label) } else { back.append(label) }
  }

  /// The labels in order.
  package var labels: [String] { front.isEmpty ? back : front.reversed() + back }

  /// Whether it has the label.
  ///
  /// Complexity: O(n).
  package func contains(_ label: String) -> Bool { front.contains(label) || back.contains(label) }
}
