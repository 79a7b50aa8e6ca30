import DeviceTree
import SourceDiagnostics

/// The checks of names.
extension TreeBuilder {
  mutating func checkCharacters(of node: DeviceTree.NodeID) {
    let name = tree.nameBytes(of: node)
    guard let bad = name.first(where: { !NameCharacters.isOfNode($0) }) else { return }
    let character = NameCharacters.text(bad)
    report(
      Failure(check: "node_name_chars", node: node, text: "Bad character '\(character)' in node name"),
      "the node name '\(String(decoding: name, as: UTF8.self))' has a '\(character)'", at: place(of: node),
      help: "node names have letters, digits and , . _ + - only")
  }

  mutating func checkFormat(of node: DeviceTree.NodeID) {
    let name = tree.nameBytes(of: node)
    guard let first = name.firstIndex(of: UInt8(ascii: "@")), name[(first + 1)...].contains(UInt8(ascii: "@"))
    else {
      return
    }
    report(
      Failure(check: "node_name_format", node: node, text: "multiple '@' characters in node name"),
      "the node name '\(String(decoding: name, as: UTF8.self))' has more than one '@'", at: place(of: node))
  }

  mutating func checkIsNamed(_ node: DeviceTree.NodeID) {
    guard tree.nameBytes(of: node).first ?? UInt8(ascii: "@") == UInt8(ascii: "@") else { return }
    report(
      Failure(check: "node_name_not_empty", node: node, text: "Empty node name"),
      "the node '\(tree.name(of: node))' has a unit address and no name", at: place(of: node),
      help: "name it after what it is, such as 'serial\(tree.name(of: node))'")
  }

  mutating func checkName(of property: DeviceTree.PropertyID) {
    let name = tree.nameBytes(of: property)
    guard name.contains(UInt8(ascii: "@")), let definition = table.definition(of: property) else { return }
    report(
      Failure(
        check: "property_name_chars", node: tree.node(of: property), property: property,
        text: "Bad character '@' in property name"),
      "the property name '\(String(decoding: name, as: UTF8.self))' has a '@'", at: definition.name.range,
      help: "only nodes have unit addresses")
  }

  /// One string: a NUL at the end and nowhere else.
  private func isString(_ property: DeviceTree.PropertyID) -> Bool {
    let bytes = tree.bytes(of: property)
    return !bytes.isEmpty && bytes.firstIndex(of: 0) == bytes.indices.last
  }

  mutating func checkNameIsString(of nodes: [DeviceTree.NodeID]) {
    guard let name = tree.nameID("name") else { return }
    for node in nodes {
      guard let property = tree.property(name, of: node), !isString(property) else { continue }
      report(
        Failure(check: "name_is_string", node: node, property: property, text: "property is not a string"),
        "the property 'name' of '\(displayName(of: node))' is no string",
        at: table.definition(of: property)?.whole.range ?? 0..<0,
        help: "leave it out: the node's name says it already")
    }
  }

  /// A `name` property was the node's name in old formats: dtc leaves a right one out and refuses any
  /// other.
  mutating func checkNameProperties(of nodes: [DeviceTree.NodeID]) {
    guard let name = tree.nameID("name") else { return }
    for node in nodes {
      guard let property = tree.property(name, of: node) else { continue }
      if tree.isNodeName(property, of: node) {
        tree.remove(property)
      } else if isString(property), let definition = table.definition(of: property) {
        let text = String(decoding: tree.bytes(of: property).prefix { $0 != 0 }, as: UTF8.self)
        report(
          Failure(
            check: "name_properties", node: node,
            text: "\"name\" property is incorrect (\"\(text)\" instead of base node name)"),
          "the property 'name' of '\(displayName(of: node))' is not the node's name",
          at: definition.whole.range,
          help: "leave it out: the node's name says it already")
      }
    }
  }
}
