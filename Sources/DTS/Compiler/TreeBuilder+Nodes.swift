import DeviceTree
import SourceDiagnostics

extension TreeBuilder {
  /// Opens the child of that name, and says whether this is the first the tree hears of it.
  mutating func openNode(
    _ name: ArraySlice<UInt8>, at range: Range<Int>, below parent: DeviceTree.NodeID, inFreshBlock: Bool
  ) -> (DeviceTree.NodeID, isFresh: Bool) {
    let live = tree.child(named: name, of: parent)
    let first =
      inFreshBlock ? live.map { table.openings[Int(table.lastOpening[$0.ordinal])].name.range } : nil
    let isTwin = first != nil && keepsDuplicates
    let node =
      isTwin ? tree.appendNode(named: name, to: parent) : live ?? tree.addNode(named: name, to: parent)
    let isFresh = !table.isKnown(node)
    table.note(opening: range, of: node)
    if let first {
      report(
        Failure(check: "duplicate_node_names", node: node, text: "Duplicate node name"),
        "there are two nodes '\(String(decoding: name, as: UTF8.self))' in this block", at: range,
        notes: [("the first is here", first)])
    }
    return (node, isFresh)
  }

  /// `/delete-node/ name;` within a block.
  ///
  /// In a block that makes its node there is nothing to delete yet: dtc refuses it for what the block
  /// defines, and keeps a place for what it does not.
  mutating func deleteNode(
    _ name: ArraySlice<UInt8>, at range: Range<Int>, below parent: DeviceTree.NodeID, inFreshBlock: Bool
  ) {
    if let node = tree.child(named: name, of: parent) {
      guard inFreshBlock else { return delete(node) }
      let first = table.openings[Int(table.lastOpening[node.ordinal])].name.range
      reportSelfDeletion(of: "node", name, at: range, first: first, severity: .error)
    } else if inFreshBlock {
      let node = tree.addNode(named: name, to: parent)
      table.note(opening: range, of: node)
      tree.remove(node)
    }
  }

  /// dtc refuses to delete a node in the block that defines it, and ignores it for a property.
  mutating func reportSelfDeletion(
    of kind: String, _ name: ArraySlice<UInt8>, at range: Range<Int>, first: Range<Int>, severity: Severity
  ) {
    let effect = severity == .error ? "" : ", which has no effect"
    let name = String(decoding: name, as: UTF8.self)
    report(
      "the \(kind) '\(name)' is deleted in the block that defines it\(effect)",
      at: range, notes: [("it is defined here", first)], severity: severity)
  }

  /// Removes a node with everything below it.
  mutating func delete(_ node: DeviceTree.NodeID) { tree.remove(node) }

  mutating func omitIfUnreferenced(_ node: DeviceTree.NodeID) { omittable[node] = true }

  /// A node that is part of no tree, for blocks whose target is not known.
  mutating func nodeForNothing() -> DeviceTree.NodeID {
    let other = tree.appendNode(named: Array("..nowhere..".utf8)[...], to: tree.root)
    nowhere = other
    return other
  }

  /// In a plugin: the fragment that will be laid over the node that `reference` names, and in it the node
  /// whose block follows (dtc's `add_orphan_node`).
  mutating func addFragment(for reference: Reference, at range: Range<Int>) -> DeviceTree.NodeID {
    let fragment = tree.addNode("fragment@\(fragments)", to: tree.root)
    fragments += 1
    table.note(opening: range, of: fragment)
    if case .path(let path) = reference {
      tree.set("target-path", to: .string(path), of: fragment)
    } else {
      // Without a type, as in dtc: it shows in YAML.
      var value = PropertyValue()
      value.append(phandle: .max, of: reference)
      let property = tree.set("target", to: value, of: fragment)
      noteElement(range, of: property)
    }
    let overlay = tree.addNode("__overlay__", to: fragment)
    table.note(opening: range, of: overlay)
    return overlay
  }

  private mutating func noteElement(_ range: Range<Int>, of property: DeviceTree.PropertyID) {
    let place = SourceTable.TextRange(range)
    let first = Int32(truncatingIfNeeded: table.elements.count)
    table.elements.append(SourceTable.Element(offset: 0, range: place))
    table.note(
      SourceTable.Definition(
        whole: place, name: place, value: place, firstElement: first, elementCount: 1, previous: -1,
        isStated: false),
      of: property)
  }
}
