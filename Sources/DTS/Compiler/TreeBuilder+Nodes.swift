import DeviceTree
import SourceDiagnostics

extension TreeBuilder {
  /// Opens the child of that name, and says whether this is the first the tree hears of it.
  ///
  /// A block that makes its node keeps all that it lists, also two of one name; another goes on with the first place of
  /// the name, even one that was removed (dtc's `merge_nodes`, 1.8.1).
  mutating func openNode(
    _ name: ArraySlice<UInt8>, at range: Range<Int>, below parent: DeviceTree.NodeID, inFreshBlock: Bool
  ) -> (DeviceTree.NodeID, isFresh: Bool) {
    let place = tree.firstPlace(named: name, below: parent)
    let node: DeviceTree.NodeID
    if place == nil || inFreshBlock {
      node = tree.appendNode(named: name, to: parent)
      if place != nil { nodeTwins.append(node) }
    } else {
      node = tree.addNode(named: name, to: parent)
    }
    let isFresh = !table.isKnown(node)
    table.note(opening: range, of: node)
    return (node, isFresh)
  }

  /// `/delete-node/ name;` within a block.
  ///
  /// In a block that makes its node the deletion is a place of its own, a twin of what the block defines under the
  /// name.
  mutating func deleteNode(
    _ name: ArraySlice<UInt8>, at range: Range<Int>, whole: Range<Int>, below parent: DeviceTree.NodeID,
    inFreshBlock: Bool
  ) {
    let place = tree.firstPlace(named: name, below: parent)
    guard inFreshBlock else {
      if let place { delete(place) }
      return
    }
    let node = tree.appendNode(named: name, to: parent)
    if place != nil { nodeTwins.append(node) }
    table.note(opening: range, of: node)
    table.note(block: 0..<0, whole: whole, of: node)
    tree.remove(node)
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
    let name = Array("fragment@\(fragments)".utf8)[...]
    let hasTwin = tree.firstPlace(named: name, below: tree.root) != nil
    let fragment = tree.appendNode(named: name, to: tree.root)
    if hasTwin { nodeTwins.append(fragment) }
    madeFragments[fragment] = true
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
