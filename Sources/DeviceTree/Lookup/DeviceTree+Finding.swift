extension DeviceTree {
  /// The node that a person means: a path (`/soc/serial@1fe001e0`), an alias with or without a path below it
  /// (`serial0`), or a label as a source has it (`&uart0`, `&{/soc}`).
  ///
  /// Complexity: O(length), but for parts of a path without their unit addresses.
  public func node(meantBy text: String) -> NodeID? {
    guard text.utf8.first == UInt8(ascii: "&") else { return node(atPathOrAlias: text) }
    let name = text.dropFirst()
    if name.hasPrefix("{"), name.hasSuffix("}") { return node(at: String(name.dropFirst().dropLast())) }
    return node(labelled: String(name))
  }

  /// What may have been meant where `node(meantBy:)` finds nothing; nil if nothing is close.
  ///
  /// Complexity: O(n) in the names it may be.
  public func suggestion(forNodeMeantBy text: String) -> String? {
    if text.hasPrefix("&{/"), text.hasSuffix("}") {
      return closestPath(to: Array(text.utf8.dropFirst(2).dropLast())[...]).map { "&{\($0)}" }
    }
    if text.utf8.first == UInt8(ascii: "&") {
      let known = allNodes.flatMap { self.labels(of: $0) }
      return Spelling.closest(to: String(text.dropFirst()), among: known).map { "&\($0)" }
    }
    if text.utf8.first == UInt8(ascii: "/") { return closestPath(to: Array(text.utf8)[...]) }
    if node(labelled: text) != nil { return "&\(text)" }
    guard let aliases = child(named: "aliases", of: root) else { return nil }
    return Spelling.closest(to: text, among: properties(of: aliases).map { name(of: $0) })
  }
}
