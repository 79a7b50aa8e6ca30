import DeviceTree

/// Names and phandles: what makes a tree one that can be flattened and referred to.
///
/// In a source the compiler finds most of it, with the place at hand.
extension NamedCheck {
  static let structure: [NamedCheck] = [
    NamedCheck(
      "duplicate_node_names", .error, .nodes(duplicateNodeNames),
      finds: "Two nodes of one parent have the same name.",
      instead: """
        Rename one, or give each the unit address of its own; to add to the first, refer to it \
        by its label.
        """),
    NamedCheck(
      "duplicate_property_names", .error, .nodes(duplicatePropertyNames),
      finds: "A node has two properties of the same name.",
      instead: "Leave one out; a later block of the same node may set it anew."),
    NamedCheck(
      "node_name_chars", .error, .nodes(nodeNameCharacters),
      finds: "A node's name has a character that the Devicetree Specification does not allow.",
      instead: "Use letters, digits and , . _ + - with one @ before the unit address."),
    NamedCheck(
      "node_name_format", .error, ["node_name_chars"],
      .nodes { run, node in
        guard run.unitName(node).contains(UInt8(ascii: "@")) else { return }
        run.fail(node, nil, "multiple '@' characters in node name")
      },
      finds: "A node's name has more than one @.",
      instead: "Keep the @ that stands before the unit address."),
    NamedCheck(
      "node_name_not_empty", .error, ["node_name_chars"],
      .nodes { run, node in
        let first = run.tree.nameBytes(of: node).first ?? UInt8(ascii: "@")
        guard first == UInt8(ascii: "@"), node != run.tree.root else { return }
        run.fail(node, nil, "Empty node name")
      },
      finds: "A node has no name before its unit address.",
      instead: "Name it after what it is, such as serial@1000."),
    NamedCheck(
      "property_name_chars", .error, .nodes(propertyNameCharacters),
      finds: "A property's name has a character that the Devicetree Specification does not allow.",
      instead: "Use letters, digits and , . _ + ? # -."),
    NamedCheck(
      "name_is_string", .error, .having("name", isString),
      finds: "The property `name` is no string.",
      instead: "Leave it out: a node's name stands before its braces."),
    NamedCheck(
      "name_properties", .error, ["name_is_string"],
      .having("name") { run, node, property in
        guard !run.tree.isNodeName(property, of: node) else { return }
        run.fail(
          node, nil,
          "\"name\" property is incorrect (\"\(run.text(of: property))\" instead of base node name)")
      },
      finds: "The property `name` is not what the node is called without its unit address.",
      instead: "Leave it out: blobs from version 16 on do not need it."),
    NamedCheck(
      "node_name_vs_property_name", .warning, ["node_name_chars"],
      .nodes { run, node in
        guard let parent = run.tree.parent(of: node),
          run.tree.property(named: run.tree.nameBytes(of: node), of: parent) != nil
        else { return }
        run.fail(node, nil, "node name and property name conflict")
      },
      finds: "A node has the name of a property of its parent.",
      instead: "Rename one of them: they cannot be told apart where paths name either."),
    NamedCheck(
      "duplicate_label", .error, .compiler,
      finds: "The same label stands at two places.",
      instead: "Rename one; to add to a node, write &label { ... } instead of the label again."),
    NamedCheck(
      "explicit_phandles", .error, .nodes(explicitPhandles),
      finds: "A `phandle` is no single cell, is 0 or 0xffffffff, or belongs to another node too.",
      instead: "Leave it out and refer to the node by its label; the compiler finds a number."),
    NamedCheck(
      "phandle_references", .error, ["duplicate_node_names", "explicit_phandles"], .compiler,
      finds: "A reference such as <&label> names a node that is not there.",
      instead: """
        Define the label, or mend its spelling; in an overlay, say /plugin/ so that it is left \
        to the base.
        """),
    NamedCheck(
      "path_references", .error, ["duplicate_node_names"], .compiler,
      finds: """
        A reference such as &label or &{/path} outside of < > names a node that is not there.
        """,
      instead: "Define the label, or mend the path."),
    NamedCheck(
      "omit_unused_nodes", .error, ["phandle_references", "path_references"], .compiler,
      finds: """
        Nothing: this step leaves out the nodes behind /omit-if-no-ref/ to which nothing refers.
        """,
      instead: "Refer to a node that must stay, or take /omit-if-no-ref/ away."),
  ]

  init(
    _ name: String, _ level: CheckLevels.Level?, _ body: Body, finds: String, instead: String
  ) {
    self.init(name, level, [], body, finds: finds, instead: instead)
  }

  private static func duplicateNodeNames(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    var seen: [ArraySlice<UInt8>: Int] = [:]
    for child in run.tree.children(of: node) {
      let count = seen[run.tree.nameBytes(of: child), default: 0]
      if count > 0 { run.fail(child, nil, "Duplicate node name") }
      seen[run.tree.nameBytes(of: child)] = count + 1
    }
  }

  private static func duplicatePropertyNames(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    var first: [ArraySlice<UInt8>: DeviceTree.PropertyID] = [:]
    for property in run.tree.properties(of: node) {
      let name = run.tree.nameBytes(of: property)
      if let first = first[name] {
        run.fail(node, first, "Duplicate property name")
      } else {
        first[name] = property
      }
    }
  }

  private static func nodeNameCharacters(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    guard let bad = run.tree.nameBytes(of: node).first(where: { !NameCharacters.isOfNode($0) }) else {
      return
    }
    run.fail(node, nil, "Bad character '\(NameCharacters.text(bad))' in node name")
  }

  private static func propertyNameCharacters(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    for property in run.tree.properties(of: node) {
      guard let bad = run.tree.nameBytes(of: property).first(where: { !NameCharacters.isOfProperty($0) })
      else { continue }
      run.fail(node, property, "Bad character '\(NameCharacters.text(bad))' in property name")
    }
  }

  private static func explicitPhandles(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    let own = statedPhandle("phandle", of: node, &run)
    let old = statedPhandle("linux,phandle", of: node, &run)
    guard let number = own ?? old else { return }
    if let own, let old, own != old {
      run.fail(node, nil, "mismatching 'phandle' and 'linux,phandle' properties")
    }
    if let other = run.phandles[number], other != node {
      run.fail(
        node, nil, "duplicated phandle 0x\(CheckRun.hex(number)) (seen before at \(run.path(of: other)))"
      )
    }
  }

  private static func statedPhandle(
    _ name: String, of node: DeviceTree.NodeID, _ run: inout CheckRun
  ) -> UInt32? {
    guard let property = run.tree.property(name, of: node) else { return nil }
    guard run.size(of: property) == 4, let number = run.cell(property, 0) else {
      run.fail(node, property, "bad length (\(run.size(of: property))) \(name) property")
      return nil
    }
    guard number != 0, number != .max else {
      run.fail(node, property, "bad value (0x\(CheckRun.hex(number))) in \(name) property")
      return nil
    }
    return number
  }
}
