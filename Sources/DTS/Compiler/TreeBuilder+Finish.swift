import DeviceTree
import SourceDiagnostics

/// What can only be settled when the whole text was read: dtc's fix-ups and the checks that it counts as
/// errors.
extension TreeBuilder {
  /// A cell or a string that refers to a node.
  private struct Use {
    var property: DeviceTree.PropertyID
    var offset: Int
    var reference: Reference
  }

  /// What the checks and fix-ups of the tree are about, found in one walk.
  private struct Subjects {
    var phandleUses: [Use] = []
    var pathUsers: [DeviceTree.PropertyID] = []
    /// Nodes whose name is wrong in some way, and properties.
    var oddNodes: [DeviceTree.NodeID] = []
    var oddProperties: [DeviceTree.PropertyID] = []
  }

  mutating func finish() {
    settleLabels()
    tree.bootCPU = guessBootCPU()
    let nodes = Array(tree.allNodes)
    let subjects = subjects(among: nodes)
    make("duplicate_node_names") { $0.checkNodeTwins() }
    make("duplicate_property_names") { $0.checkPropertyTwins() }
    make("node_name_chars") { for node in subjects.oddNodes { $0.checkCharacters(of: node) } }
    make("node_name_format") { for node in subjects.oddNodes { $0.checkFormat(of: node) } }
    make("node_name_not_empty") { for node in subjects.oddNodes { $0.checkIsNamed(node) } }
    make("property_name_chars") { for property in subjects.oddProperties { $0.checkName(of: property) } }
    make("name_is_string") { $0.checkNameIsString(of: nodes) }
    make("name_properties") { $0.checkNameProperties(of: nodes) }
    make("duplicate_label") { $0.checkLabels() }
    var phandles = PhandleAllocator(form: phandleForm)
    make("explicit_phandles") { phandles = $0.readPhandles(of: nodes) }
    make("phandle_references") { $0.fillIn(subjects.phandleUses, &phandles) }
    make("path_references") { for property in subjects.pathUsers { $0.insertPaths(in: property) } }
    make("omit_unused_nodes") { $0.omitUnreferenced() }
    check()
    if makesAliases { addAliases() }
    takeLabelsFromSymbols()
    if makesSymbols { addSymbols(&phandles) }
    if isPlugin && !leavesReferencesOpen || makesFixups { addFixups() }
  }

  private func subjects(among nodes: [DeviceTree.NodeID]) -> Subjects {
    var subjects = Subjects()
    for node in nodes {
      if isOdd(tree.nameBytes(of: node)), node != tree.root { subjects.oddNodes.append(node) }
      for property in tree.properties(of: node) {
        if tree.nameBytes(of: property).contains(UInt8(ascii: "@")) {
          subjects.oddProperties.append(property)
        }
        var hasPath = false
        for marker in tree.markers(of: property) {
          switch marker.kind {
          case .phandle(let reference):
            subjects.phandleUses.append(Use(property: property, offset: marker.offset, reference: reference))
          case .path: hasPath = true
          default: break
          }
        }
        if hasPath { subjects.pathUsers.append(property) }
      }
    }
    return subjects
  }

  /// Whether a node's name may be wrong: another character than a name has, no name, or a second `@`.
  private func isOdd(_ name: ArraySlice<UInt8>) -> Bool {
    var isAddress = false
    for byte in name {
      guard NameCharacters.isOfNode(byte) else { return true }
      if byte == UInt8(ascii: "@") {
        if isAddress { return true }
        isAddress = true
      }
    }
    return name.first ?? UInt8(ascii: "@") == UInt8(ascii: "@")
  }

  /// The first cpu's `reg`, if it is one cell.
  ///
  /// As dtc's `guess_boot_cpuid` (1.6.1 to 1.8.1). What counts as first is
  /// the first place below `/cpus`, even if its node was deleted.
  private func guessBootCPU() -> UInt32 {
    guard let cpus = tree.child(named: "cpus", of: tree.root), let first = tree.firstPlace(below: cpus) else {
      return 0
    }
    return tree.cell("reg", of: first) ?? 0
  }

  func place(of node: DeviceTree.NodeID) -> Range<Int> {
    let ordinal = node.ordinal
    guard ordinal < table.lastOpening.count, table.lastOpening[ordinal] >= 0 else { return 0..<0 }
    return table.openings[Int(table.lastOpening[ordinal])].name.range
  }

  /// Writes the phandles of the nodes referred to into the cells, in the order of the tree.
  private mutating func fillIn(_ uses: [Use], _ phandles: inout PhandleAllocator) {
    for use in uses {
      if let target = tree.node(for: use.reference) {
        referenced[target] = true
        tree.overwrite(cell: phandles.phandle(of: target, in: &tree), at: use.offset, of: use.property)
      } else if !isPlugin {
        reportUnknown(
          use.reference, at: element(at: use.offset, isPath: false, of: use.property),
          in: tree.node(of: use.property), check: "phandle_references")
      }
    }
  }

  private func element(at offset: Int, isPath: Bool, of property: DeviceTree.PropertyID) -> Range<Int> {
    guard let definition = table.definition(of: property) else { return 0..<0 }
    let end = Int(definition.firstElement) + Int(definition.elementCount)
    // The first element at the offset: paths that are not written yet take no room, so there may be several.
    var place = table.elements[Int(definition.firstElement)..<end].prefixEnd { Int($0.offset) < offset }
    while place < end, Int(table.elements[place].offset) == offset, table.elements[place].isPath != isPath {
      place += 1
    }
    let isFound = place < end && Int(table.elements[place].offset) == offset
    return isFound ? table.elements[place].range.range : definition.whole.range
  }

  /// Puts the paths of the nodes referred to into a value; everything behind moves on.
  private mutating func insertPaths(in property: DeviceTree.PropertyID) {
    let old = tree.value(of: property)
    var value = PropertyValue()
    var copied = 0
    var lengths: [Int] = []
    let places = pathElements(of: property)
    for marker in old.markers {
      value.bytes += old.bytes[copied..<marker.offset]
      copied = marker.offset
      value.markers.append(ValueMarker(value.bytes.count, marker.kind))
      guard case .path(let reference) = marker.kind else { continue }
      let before = value.bytes.count
      let place = lengths.count < places.count ? places[lengths.count].range : 0..<0
      if let target = tree.node(for: reference) {
        referenced[target] = true
        value.bytes += Array((writtenPath(of: target, at: place) ?? "").utf8)
        value.bytes.append(0)
      } else {
        reportUnknown(reference, at: place, in: tree.node(of: property), check: "path_references")
      }
      lengths.append(value.bytes.count - before)
    }
    value.bytes += old.bytes[copied...]
    tree.set(property, to: value)
    moveElements(of: property, by: lengths)
  }

  /// Where the paths of a value stand.
  private func pathElements(of property: DeviceTree.PropertyID) -> [SourceTable.TextRange] {
    guard let definition = table.definition(of: property) else { return [] }
    let first = Int(definition.firstElement)
    return table.elements[first..<first + Int(definition.elementCount)].filter { $0.isPath }.map { $0.range }
  }

  private mutating func moveElements(of property: DeviceTree.PropertyID, by lengths: [Int]) {
    guard let definition = table.definition(of: property) else { return }
    let first = Int(definition.firstElement)
    var moved: Int32 = 0
    var paths = 0
    for index in first..<first + Int(definition.elementCount) {
      table.elements[index].offset += moved
      guard table.elements[index].isPath, paths < lengths.count else { continue }
      moved += Int32(truncatingIfNeeded: lengths[paths])
      paths += 1
    }
  }

  /// Leaves out the nodes that only count when something refers to them (dtc's `omit_unused_nodes`).
  private mutating func omitUnreferenced() {
    guard !omittable.isEmpty else { return }
    for node in Array(tree.allNodes) where omittable[node] == true && referenced[node] == nil {
      if makesSymbols, labelLists[node] != nil { continue }
      tree.remove(node)
    }
  }
}
