import DeviceTree

/// Properties whose form is always the same.
extension NamedCheck {
  static let values: [NamedCheck] = [
    isCell("address_cells_is_cell", "#address-cells"),
    isCell("size_cells_is_cell", "#size-cells"),
    NamedCheck(
      "device_type_is_string", .warning, .having("device_type", isString),
      finds: "`device_type` is no string.",
      instead: "Write it as \"...\"; only nodes for memory, cpus and PCI need one."),
    NamedCheck(
      "model_is_string", .warning, .having("model", isString),
      finds: "`model` is no string.",
      instead: "Write it as \"...\", one string."),
    NamedCheck(
      "status_is_string", .warning, .having("status", isString),
      finds: "`status` is no string.",
      instead: "Write \"okay\", \"disabled\", \"reserved\" or \"fail\"."),
    NamedCheck(
      "label_is_string", .warning, .having("label", isString),
      finds: "`label` is no string.",
      instead: "Write it as \"...\", one string."),
    NamedCheck(
      "compatible_is_string_list", .warning, .having("compatible", isStringList),
      finds: "`compatible` is no list of strings.",
      instead: "Write the strings from the most specific on: \"vendor,chip\", \"vendor,family\"."),
    NamedCheck(
      "names_is_string_list", .warning,
      .naming({ $0.suffix(6).elementsEqual("-names".utf8) }, isStringList),
      finds: "A property that ends in `-names` is no list of strings.",
      instead: "Write one string for each entry of the list that it names."),
    NamedCheck(
      "property_name_chars_strict", nil, .nodes(strictPropertyNames),
      finds: "A property's name has capitals or signs that are allowed and not recommended.",
      instead: "Use small letters, digits and -, and # or a vendor's comma at the beginning."),
    NamedCheck(
      "node_name_chars_strict", nil,
      .nodes { run, node in
        let base = run.tree.nameBytes(of: node).prefix { $0 != UInt8(ascii: "@") }
        guard let bad = base.first(where: { !NameCharacters.isRecommended($0) }) else { return }
        run.fail(node, nil, "Character '\(NameCharacters.text(bad))' not recommended in node name")
      },
      finds: "A node's name has capitals or signs that are allowed and not recommended.",
      instead: "Use small letters, digits and -."),
  ]

  /// A check that a property is one cell.
  static func isCell(_ check: String, _ property: String) -> NamedCheck {
    NamedCheck(
      check, .warning,
      .having(property) { run, node, property in
        if run.size(of: property) != 4 { run.fail(node, property, "property is not a single cell") }
      }, finds: "`\(property)` is not one cell.", instead: "Write one number: \(property) = <1>.")
  }

  /// One string: a NUL at the end and nowhere else.
  static func isString(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ property: DeviceTree.PropertyID
  ) {
    let bytes = run.tree.bytes(of: property)
    guard bytes.firstIndex(of: 0) != bytes.indices.last || bytes.isEmpty else { return }
    run.fail(node, property, "property is not a string")
  }

  /// Strings one after the other, each with its NUL; also none at all.
  static func isStringList(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ property: DeviceTree.PropertyID
  ) {
    guard let last = run.tree.bytes(of: property).last, last != 0 else { return }
    run.fail(node, property, "property is not a string list")
  }

  /// `#` only at the beginning, or behind the comma of a vendor's name; `device_type` is an old friend.
  private static func strictPropertyNames(_ run: inout CheckRun, _ node: DeviceTree.NodeID) {
    for property in run.tree.properties(of: node) {
      var name = run.tree.nameBytes(of: property)
      guard let bad = name.firstIndex(where: { !NameCharacters.isRecommended($0) }),
        !name.elementsEqual("device_type".utf8)
      else { continue }
      if name[bad] == UInt8(ascii: "#"), bad == name.startIndex || name[bad - 1] == UInt8(ascii: ",") {
        name = name[(bad + 1)...]
      } else {
        name = name[bad...]
      }
      guard let bad = name.first(where: { !NameCharacters.isRecommended($0) }) else { continue }
      run.fail(node, property, "Character '\(NameCharacters.text(bad))' not recommended in property name")
    }
  }
}
