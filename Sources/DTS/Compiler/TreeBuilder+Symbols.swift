import DeviceTree

/// The nodes that overlays are applied with.
extension TreeBuilder {
  /// `__symbols__`: the path of every labelled node, by label; each gets a phandle (dtc's
  /// `generate_label_tree`).
  mutating func addSymbols(_ phandles: inout PhandleAllocator) {
    for node in addLabels(to: "__symbols__") { _ = phandles.phandle(of: node, in: &tree) }
  }

  /// Every label as an alias of its node.
  mutating func addAliases() { _ = addLabels(to: "aliases") }

  /// Writes the paths of all labelled nodes into a node below the root, and returns them.
  private mutating func addLabels(to name: String) -> [DeviceTree.NodeID] {
    guard !labelLists.isEmpty else { return [] }
    let nodes = Array(tree.allNodes).filter { labelLists[$0] != nil }
    guard !nodes.isEmpty else { return [] }
    let list = tree.addNode(name, to: tree.root)
    for node in nodes {
      guard let path = writtenPath(of: node, at: table.firstOpening(of: node)?.name.range ?? 0..<0) else {
        break
      }
      for label in allLabels(of: node) {
        if tree.property(label, of: list) == nil {
          tree.append(label, .string(path), to: list)
        } else {
          listedLabels.append(ListedLabel(label: label, list: "/\(name)"))
        }
      }
    }
    return nodes
  }

  /// Labels that the source lists in a `__symbols__` of its own (dtc's `generate_labels_from_tree`).
  mutating func takeLabelsFromSymbols() {
    guard let symbols = tree.child(named: "__symbols__", of: tree.root) else { return }
    for property in tree.properties(of: symbols) {
      let path = tree.bytes(of: property).prefix { $0 != 0 }
      let label = tree.name(of: property)
      guard let node = tree.node(atWholePath: path), !(labelLists[node]?.contains(label) ?? false) else {
        continue
      }
      noteLabel(label, of: node, isFirst: true)
      tree.addLabel(label, to: .node(node), isFirst: true)
    }
  }

  /// `__fixups__`: where a plugin's references to labels of the base tree stand; `__local_fixups__`: those
  /// to its own nodes.
  mutating func addFixups() {
    var outside: [(label: String, entry: String)] = []
    var inside: [(node: DeviceTree.NodeID, name: ArraySlice<UInt8>, offset: Int)] = []
    for property in allProperties() {
      for marker in tree.markers(of: property) {
        guard case .phandle(let reference) = marker.kind else { continue }
        let owner = tree.node(of: property)
        if tree.node(for: reference) != nil {
          inside.append((owner, tree.nameBytes(of: property), marker.offset))
        } else if case .label(let label) = reference {
          let place = table.definition(of: property)?.value.range ?? 0..<0
          guard let path = writtenPath(of: owner, at: place) else { return }
          outside.append((label, "\(path):\(tree.name(of: property)):\(marker.offset)"))
        } else {
          let place = table.definition(of: property)?.value.range ?? 0..<0
          report(
            "an overlay cannot refer to '\(reference.text)' of its base tree: only labels are found there",
            at: place, help: helpForBase(reference, tree.name(of: property)))
        }
      }
    }
    addFixups(outside)
    addLocalFixups(inside)
  }

  private func helpForBase(_ reference: Reference, _ name: String) -> String? {
    guard case .path(let path) = reference else { return nil }
    return name == "target"
      ? "write 'target-path = \"\(path)\"' instead"
      : "refer to a label that the base tree keeps in __symbols__"
  }

  /// Entries that the source wrote itself stay, and are not written twice (dtc 1.8.1).
  private mutating func addFixups(_ entries: [(label: String, entry: String)]) {
    guard !entries.isEmpty else { return }
    let fixups = tree.addNode("__fixups__", to: tree.root)
    var order: [String] = []
    var lists: [String: [String]] = [:]
    var known: [String: Set<String>] = [:]
    for (label, entry) in entries {
      if lists[label] == nil {
        order.append(label)
        let old = tree.strings(label, of: fixups) ?? []
        lists[label] = old
        known[label] = Set(old)
      }
      if known[label, default: []].insert(entry).inserted { lists[label, default: []].append(entry) }
    }
    for label in order { tree.set(label, to: .strings(lists[label] ?? []), of: fixups) }
  }

  private mutating func addLocalFixups(
    _ entries: [(node: DeviceTree.NodeID, name: ArraySlice<UInt8>, offset: Int)]
  ) {
    guard !entries.isEmpty else { return }
    let fixups = tree.addNode("__local_fixups__", to: tree.root)
    var mirrors: [DeviceTree.NodeID: DeviceTree.NodeID] = [tree.root: fixups]
    // The entries of one property come one after the other: its value is put together before it goes in.
    var index = 0
    while index < entries.count {
      let first = entries[index]
      let mirror = mirror(of: first.node, &mirrors)
      let old = tree.property(named: first.name, of: mirror)
      var cells = old.flatMap { tree.cells(of: $0) } ?? []
      // Each offset is added by itself, and a printer shows them so; those that the source wrote stay as they are.
      var marks = cells.isEmpty ? [] : old.map { Array(tree.markers(of: $0)) } ?? []
      var known = Set(cells)
      while index < entries.count, entries[index].node == first.node, entries[index].name == first.name {
        let offset = UInt32(truncatingIfNeeded: entries[index].offset)
        if known.insert(offset).inserted {
          marks.append(ValueMarker(4 * cells.count, .cells(bits: 32)))
          cells.append(offset)
        }
        index += 1
      }
      var value = PropertyValue.cells(cells)
      value.markers = marks
      tree.set(String(decoding: first.name, as: UTF8.self), to: value, of: mirror)
    }
  }

  /// The node below `__local_fixups__` that stands for `node`.
  private mutating func mirror(
    of node: DeviceTree.NodeID, _ mirrors: inout [DeviceTree.NodeID: DeviceTree.NodeID]
  ) -> DeviceTree.NodeID {
    var missing: [DeviceTree.NodeID] = []
    var current = node
    while mirrors[current] == nil, let parent = tree.parent(of: current) {
      missing.append(current)
      current = parent
    }
    var mirror = mirrors[current] ?? tree.root
    for node in missing.reversed() {
      mirror = tree.addNode(named: tree.nameBytes(of: node), to: mirror)
      mirrors[node] = mirror
    }
    return mirror
  }
}
