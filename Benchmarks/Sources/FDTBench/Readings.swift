import FDT

/// What is measured of our side: the same work as in `LibFDT`.
enum Readings {
  static func validate(_ blob: [UInt8]) -> Int {
    (try? FlattenedTree(validating: blob.span).nodeCount) == nil ? 0 : 1
  }

  /// Every name and value once.
  static func walk(_ tree: borrowing FlattenedTree) -> Int {
    var sum = 0
    var items = tree.makeCursor()
    while let item = items.next() {
      switch item {
      case .beginNode(let name): sum &+= name.count
      case .property(_, let value): sum &+= value.count
      case .endNode: break
      }
    }
    return sum
  }

  /// The same by views of nodes and properties.
  static func walkViews(_ tree: borrowing FlattenedTree) -> Int {
    var sum = 0
    var nodes = tree.nodes
    while let node = nodes.next() {
      sum &+= node.nameBytes.count
      var properties = node.properties
      while let property = properties.next() {
        _ = property.nameBytes
        sum &+= property.value.count
      }
    }
    return sum
  }

  /// The same by views, with the properties taken from the walk, which then goes over the blob once.
  static func walkViewsOnce(_ tree: borrowing FlattenedTree) -> Int {
    var sum = 0
    var nodes = tree.nodes
    while let node = nodes.next() {
      sum &+= node.nameBytes.count
      while let property = nodes.nextProperty() {
        _ = property.nameBytes
        sum &+= property.value.count
      }
    }
    return sum
  }

  static func look(up paths: [String], in tree: borrowing FlattenedTree) -> Int {
    var sum = 0
    for path in paths { sum &+= tree.node(at: path)?.offset ?? 0 }
    return sum
  }

  static func look(up paths: [String], in index: borrowing IndexedTree) -> Int {
    var sum = 0
    for path in paths { sum &+= index.node(at: path)?.offset ?? 0 }
    return sum
  }

  static func look(up phandles: [UInt32], in tree: borrowing FlattenedTree) -> Int {
    var sum = 0
    for phandle in phandles { sum &+= tree.node(phandle: phandle)?.offset ?? 0 }
    return sum
  }

  static func look(up phandles: [UInt32], in index: borrowing IndexedTree) -> Int {
    var sum = 0
    for phandle in phandles { sum &+= index.node(phandle: phandle)?.offset ?? 0 }
    return sum
  }
}
