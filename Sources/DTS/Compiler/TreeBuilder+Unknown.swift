import DeviceTree
import SourceDiagnostics

/// References and words that nothing is known of, and what they may be meant to be.
extension TreeBuilder {
  /// Says that a reference leads nowhere, and what may be meant.
  ///
  /// - Parameter node: The node whose property refers to it; nil for a reference outside of all nodes.
  /// - Parameter check: The check that fails then; nil for what is an error of the syntax.
  mutating func reportUnknown(
    _ reference: Reference, at range: Range<Int>, in node: DeviceTree.NodeID? = nil, check: String? = nil
  ) {
    let (message, help) = textForUnknown(reference)
    guard let check, let node else { return report(message, at: range, help: help, isFollowUp: true) }
    // dtc's text ends with an empty line.
    let name = reference.text.dropFirst().filter { $0 != "{" && $0 != "}" }
    report(
      Failure(check: check, node: node, text: "Reference to non-existent node or label \"\(name)\"\n"),
      message, at: range, help: help, isFollowUp: true)
  }

  private mutating func textForUnknown(_ reference: Reference) -> (message: String, help: String?) {
    switch reference {
    case .label(let label): return textForUnknown(label: label)
    case .labelAndPath(let label, let path):
      if tree.node(labelled: label) == nil { return textForUnknown(label: label) }
      return ("there is no node '\(path.dropFirst())' below '&\(label)'", nil)
    case .path(let path): return ("there is no node '\(path)'", pathHelp(path))
    }
  }

  private mutating func textForUnknown(label: String) -> (message: String, help: String?) {
    if case .property(let property) = tree.target(ofLabel: label) {
      return ("'\(label)' is the label of a property, '\(tree.name(of: property))', not of a node", nil)
    }
    let message = "no node has the label '\(label)'"
    return (message, mayHelp() ? suggestion(for: label) ?? helpForNode(named: label) : nil)
  }

  /// The closest label, if one is close.
  private func suggestion(for label: String) -> String? {
    guard Self.canCompare(label, with: table.labels.count) else { return nil }
    return Spelling.closest(to: label, among: table.labels.keys.filter { tree.node(labelled: $0) != nil })
      .map { "did you mean '&\($0)'?" }
  }

  /// A node's name is often taken for a label.
  private func helpForNode(named name: String) -> String? {
    guard let node = tree.allNodes.first(where: { tree.baseName(of: $0) == name }) else { return nil }
    let label = tree.labels(of: node).first
    let path = tree.path(of: node)
    return "'\(name)' is the name of a node, \(path); "
      + (label.map { "its label is '&\($0)'" } ?? "give it a label, or write '&{\(path)}'")
  }

  /// Whether to look for what may be meant: only for a few of many errors, because all names are gone through for
  /// each, and not where the error will not be told.
  private mutating func mayHelp() -> Bool {
    guard searches < Self.searchLimit, !hasTooManyErrors else { return false }
    searches += 1
    return true
  }

  /// Comparing takes time with the lengths of all names: of long ones, and among very many, none is suggested.
  private static func canCompare(_ name: String, with count: Int) -> Bool {
    name.utf8.count <= 64 && count <= 20_000
  }

  /// How far the path leads, and what is there with a similar name.
  private mutating func pathHelp(_ path: String) -> String? {
    guard mayHelp() else { return nil }
    var current = tree.root
    for part in Array(path.utf8).split(separator: UInt8(ascii: "/")) {
      if let next = tree.child(named: part, of: current) {
        current = next
        continue
      }
      let wanted = String(decoding: part, as: UTF8.self)
      guard Self.canCompare(wanted, with: 0) else { return nil }
      let names = tree.children(of: current).prefix(10_000).map { tree.name(of: $0) }
      let close = names.first { $0.hasPrefix(wanted + "@") } ?? Spelling.closest(to: wanted, among: names)
      return close.map { "'\(tree.path(of: current))' has a node '\($0)'; did you mean that?" }
    }
    return nil
  }

  /// What to say of a word that stands where a number should.
  mutating func textForWord(_ word: String) -> (message: String, help: String?) {
    if let macro = macros.macro(named: word, in: table.origins.symbols), macro.parameters != nil {
      let parameters = (macro.parameters ?? []).map { table.origins.symbols.name($0) }.joined(separator: ", ")
      return ("the macro '\(word)' has no arguments here", "it is defined as \(word)(\(parameters))")
    }
    if macros.macro(named: word, in: table.origins.symbols) != nil {
      return ("the macro '\(word)' is not defined yet here", "its #define stands further down")
    }
    let message = "'\(word)' is no number, and no macro of that name is defined"
    if tree.node(labelled: word) != nil {
      return (message, "a reference to the node with this label is written '&\(word)'")
    }
    if Self.canCompare(word, with: macros.count), mayHelp(),
      let name = Spelling.closest(to: word, among: macros.names(in: table.origins.symbols))
    {
      return (message, "did you mean '\(name)'?")
    }
    return (message, Self.header(of: word).map { "#include <\($0)> defines it in Linux's sources" })
  }

  /// The header of Linux's dt-bindings that defines a macro, for the most common (names as of Linux 6.1).
  private static func header(of word: String) -> String? {
    let headers = [
      ("IRQ_TYPE_", "dt-bindings/interrupt-controller/irq.h"), ("GPIO_ACTIVE_", "dt-bindings/gpio/gpio.h"),
      ("GIC_", "dt-bindings/interrupt-controller/arm-gic.h"), ("KEY_", "dt-bindings/input/input.h"),
      ("BTN_", "dt-bindings/input/input.h"), ("LED_COLOR_ID_", "dt-bindings/leds/common.h"),
      ("PHY_TYPE_", "dt-bindings/phy/phy.h"),
    ]
    return headers.first { word.hasPrefix($0.0) }?.1
  }
}
