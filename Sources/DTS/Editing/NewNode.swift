/// A node that a source is given: what stands in it, and in which order.
public struct NewNode: Hashable, Sendable {
  /// The name with its unit address, written as it is.
  public var name: String
  /// The properties without their `;`, written as they are.
  public var properties: [String]
  /// The nodes in it.
  public var children: [NewNode]

  /// Makes a node.
  public init(_ name: String, properties: [String] = [], children: [NewNode] = []) {
    (self.name, self.properties, self.children) = (name, properties, children)
  }

  /// The node as source text without indentation before and line end behind it, its inner lines indented from
  /// `margin` on.
  func text(margin: [UInt8], step: [UInt8], newline: [UInt8]) -> [UInt8] {
    let inner = margin + step
    var text = Array("\(name) {".utf8) + newline
    for property in properties { text += inner + Array("\(property);".utf8) + newline }
    for (index, child) in children.enumerated() {
      if index > 0 || !properties.isEmpty { text += newline }
      text += inner + child.text(margin: inner, step: step, newline: newline) + newline
    }
    return text + margin + Array("};".utf8)
  }
}
