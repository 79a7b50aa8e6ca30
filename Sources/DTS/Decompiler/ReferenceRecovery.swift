import DeviceTree

/// Finds out what a blob no longer says of its source: which cells were references and which strings paths of nodes,
/// where the entries of lists begin, and what the nodes may have been called.
///
/// Fixups tell for certain, then the names of properties that are known to hold phandles, then the order in which
/// phandles were given out, then values of a name that one of them is known by.
struct ReferenceRecovery {
  /// The tree, with markers and labels once `apply` has run.
  private(set) var tree: DeviceTree
  /// The cells that refer to nodes of the tree.
  private(set) var references: [DeviceTree.PropertyID: [(offset: Int, target: DeviceTree.NodeID)]] = [:]
  private var readings: [DeviceTree.PropertyID: ValueReading] = [:]
  private var paths: [DeviceTree.PropertyID: DeviceTree.NodeID] = [:]

  /// Looks through a tree as a blob has it.
  ///
  /// Complexity: O(n) in nodes, properties and cells.
  init(_ tree: DeviceTree) {
    self.tree = tree
    self.tree.recoverReferences(reversesLabels: false)
    let interrupts = InterruptTree(of: tree)
    let known = PhandleReferences(of: self.tree)
    let tables = ["__symbols__", "__fixups__", "__local_fixups__"].compactMap {
      tree.child(named: $0, of: tree.root)
    }
    let hidden = Set(tables.flatMap { Array(tree.subtree(of: $0)) })
    for node in tree.allNodes where !hidden.contains(node) {
      for property in tree.properties(of: node) { read(property, interrupts, known) }
    }
    for property in tables.flatMap({ Array(tree.properties(of: $0)) }) { readPath(property) }
    // Fixups list every reference.
    if ["__fixups__", "__local_fixups__"].allSatisfy({ tree.child(named: $0, of: tree.root) == nil }) {
      infer(known.phandles, hidden)
    }
    for name in ["aliases", "chosen"] {
      guard let node = tree.child(named: name, of: tree.root) else { continue }
      for property in tree.properties(of: node) { readPath(property) }
    }
  }

  private mutating func read(
    _ property: DeviceTree.PropertyID, _ interrupts: InterruptTree, _ known: PhandleReferences
  ) {
    let reading = ValueReading(of: property, in: tree, interrupts, known)
    if let reading { readings[property] = reading }
    let markers = tree.markers(of: property)
    if markers.isEmpty {
      if let found = reading?.references, !found.isEmpty { references[property] = found }
      return
    }
    let marked = markers.compactMap { marker -> (offset: Int, target: DeviceTree.NodeID)? in
      guard case .phandle = marker.kind else { return nil }
      return tree.cell(at: marker.offset, of: property).flatMap { known.phandles[$0] }.map {
        (marker.offset, $0)
      }
    }
    if !marked.isEmpty { references[property] = marked }
  }

  /// Notes a string that is exactly the path of a node.
  private mutating func readPath(_ property: DeviceTree.PropertyID) {
    let path = tree.bytes(of: property)
    guard path.first == UInt8(ascii: "/"), path.count > 2, path.last == 0,
      let node = tree.node(atWholePath: path.dropLast()),
      path.dropLast().elementsEqual(tree.path(of: node).utf8)
    else { return }
    paths[property] = node
  }

  private mutating func infer(_ phandles: PhandleTable, _ hidden: Set<DeviceTree.NodeID>) {
    let order = PhandleOrder(of: tree, references, besides: Set(readings.keys), hidden)
    for (property, found) in order.found { references[property] = found }
    let namesakes = NamesakeReferences(of: tree, phandles, proved: order.found, hidden)
    for (property, found) in namesakes.found {
      references[property] = ((references[property] ?? []) + found).sorted { $0.offset < $1.offset }
    }
  }

  /// Writes what was found into the tree: labels, made up where `makesLabels` says so, and markers.
  mutating func apply(makesLabels: Bool) {
    if makesLabels {
      var targets = Set(paths.values)
      for list in references.values { targets.formUnion(list.map({ $0.target })) }
      let made = LabelMaker(for: targets, in: tree).labels
      for (node, label) in made { tree.addLabel(label, to: .node(node)) }
    }
    let marked = Set(references.keys).union(readings.keys)
    for property in marked.union(outsideReferences) { mark(property) }
    for (property, target) in paths {
      guard let reference = reference(to: target) else { continue }
      let value = PropertyValue(
        bytes: Array(tree.bytes(of: property)), markers: [ValueMarker(0, .path(reference))])
      tree.set(property, to: value)
    }
  }

  /// Values that fixups say refer to another tree.
  private var outsideReferences: [DeviceTree.PropertyID] {
    tree.allNodes.flatMap { node in tree.properties(of: node).filter { !tree.markers(of: $0).isEmpty } }
  }

  private mutating func mark(_ property: DeviceTree.PropertyID) {
    var value = tree.value(of: property)
    var cells: [Int: Reference] = [:]
    for marker in value.markers {
      if case .phandle(let reference) = marker.kind { cells[marker.offset] = reference }
    }
    for (offset, target) in references[property] ?? [] {
      if let reference = reference(to: target) { cells[offset] = reference }
    }
    // A reference that is no whole cell of the value cannot be printed as one.
    cells = cells.filter { $0.key % 4 == 0 }
    let reading = readings[property]
    guard value.bytes.count % 4 == 0, !cells.isEmpty || reading != nil else { return }
    let starts = reading.flatMap { $0.starts.isEmpty ? nil : $0.starts } ?? [0]
    value.markers = starts.map { ValueMarker($0, .cells(bits: reading?.bits ?? 32)) }
    value.markers += cells.sorted { $0.key < $1.key }.map { ValueMarker($0.key, .phandle($0.value)) }
    // Of one place, the beginning of an entry comes first.
    value.markers = value.markers.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }.map { $0.element }
    tree.set(property, to: value)
  }

  /// Nodes deeper than this are not referred to by their paths, which would be longer than all else.
  private static let deepest = 64

  /// How a source refers to a node: by its label, else by its path if that can be written.
  private func reference(to node: DeviceTree.NodeID) -> Reference? {
    if let label = tree.labels(of: node).first { return .label(label) }
    var above = tree.parent(of: node)
    for _ in 0..<Self.deepest { above = above.flatMap { tree.parent(of: $0) } }
    guard above == nil else { return nil }
    let path = Reference.path(tree.path(of: node))
    return path.isWritable ? path : nil
  }
}
