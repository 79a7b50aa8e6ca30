import DeviceTree

/// The properties of a tree by name and, for the names that many checks ask for, by node.
///
/// Made in one walk, so that a check about one property costs what there is of it, not another walk.
struct PropertyIndex {
  /// A property where it stands.
  struct Entry {
    var node: DeviceTree.NodeID
    var property: DeviceTree.PropertyID
    /// The number of its name.
    fileprivate var name: Int32
    /// The next one of the same name, or -1.
    fileprivate var next: Int32 = -1
  }

  private var entries: [Entry] = []
  /// The first and the last entry of each name, by the name's number, or -1.
  private var first: [Int32] = []
  private var last: [Int32] = []
  /// For each node the properties of the names in `CheckName`.
  private var asked: [DeviceTree.PropertyID?]

  /// - Parameter nodes: All nodes in the order of the blob.
  init(_ tree: DeviceTree, nodes: [DeviceTree.NodeID], count: Int) {
    let width = CheckName.allCases.count
    asked = Array(repeating: nil, count: count * width)
    var columns: [Int32] = []
    for name in CheckName.allCases {
      guard let id = tree.nameID(name.text) else { continue }
      while columns.count <= id.ordinal { columns.append(-1) }
      columns[id.ordinal] = Int32(truncatingIfNeeded: name.rawValue)
    }
    for node in nodes {
      for property in tree.properties(of: node) {
        let name = tree.nameID(of: property).ordinal
        add(Entry(node: node, property: property, name: Int32(truncatingIfNeeded: name)))
        guard name < columns.count, columns[name] >= 0 else { continue }
        // Of several with one name the first counts.
        let place = node.ordinal * width + Int(columns[name])
        if asked[place] == nil { asked[place] = property }
      }
    }
  }

  private mutating func add(_ entry: Entry) {
    let name = Int(entry.name)
    while first.count <= name {
      first.append(-1)
      last.append(-1)
    }
    let number = Int32(truncatingIfNeeded: entries.count)
    if last[name] < 0 { first[name] = number } else { entries[Int(last[name])].next = number }
    last[name] = number
    entries.append(entry)
  }

  /// The node's property of that name.
  func property(_ name: CheckName, of node: DeviceTree.NodeID) -> DeviceTree.PropertyID? {
    asked[node.ordinal * CheckName.allCases.count + name.rawValue]
  }

  /// The properties of that name, one a node, in the order of the blob.
  func properties(named name: DeviceTree.NameID) -> [Entry] {
    var found: [Entry] = []
    var number = name.ordinal < first.count ? first[name.ordinal] : -1
    while number >= 0 {
      let entry = entries[Int(number)]
      number = entry.next
      if found.last?.node != entry.node { found.append(entry) }
    }
    return found
  }

  /// All properties whose names are of that kind, in the order of the blob.
  func properties(in tree: DeviceTree, whose isOfKind: (ArraySlice<UInt8>) -> Bool) -> [Entry] {
    var kinds = [Bool](repeating: false, count: first.count)
    var hasAny = false
    for name in first.indices where first[name] >= 0 {
      kinds[name] = isOfKind(tree.nameBytes(of: entries[Int(first[name])].property))
      if kinds[name] { hasAny = true }
    }
    return hasAny ? entries.filter { kinds[Int($0.name)] } : []
  }
}
