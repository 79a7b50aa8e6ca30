import DeviceTree

/// What every zone asks of the board, looked up once: phandles, cpus, buses, and who is no device at all.
struct BoardIndex {
  /// The whole tree of the plan.
  let tree: DeviceTree
  /// Which node has which phandle.
  let phandles: PhandleTable
  /// The node that holds the cpus.
  let cluster: DeviceTree.NodeID?
  /// The cpu nodes by their `reg`.
  let cpus: [Int: DeviceTree.NodeID]
  /// The number of each cpu node.
  let cpuNumbers: [DeviceTree.NodeID: Int]
  /// Cpu nodes whose `reg` is not one number in the cells of /cpus.
  let unreadableCPUs: [DeviceTree.NodeID]
  /// The way of every bus address to the cpu.
  let addresses: AddressTranslation

  /// Complexity: O(n log n) in nodes and entries of `ranges`.
  init(_ tree: DeviceTree) {
    self.tree = tree
    phandles = PhandleTable(of: tree)
    cluster = tree.child(named: "cpus", of: tree.root)
    var cpus: [Int: DeviceTree.NodeID] = [:]
    var unreadable: [DeviceTree.NodeID] = []
    if let cluster {
      for node in tree.children(of: cluster) where tree.string("device_type", of: node) == "cpu" {
        let entries = (try? tree.reg(of: node)) ?? nil
        if let entries, entries.count == 1, entries[0].size == 0, let number = Int(exactly: entries[0].base) {
          if cpus[number] == nil { cpus[number] = node }
        } else {
          unreadable.append(node)
        }
      }
    }
    self.cpus = cpus
    unreadableCPUs = unreadable
    cpuNumbers = Dictionary(cpus.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    addresses = AddressTranslation(of: tree)
  }

  /// The node that a reference of the plan means.
  func target(of reference: Reference) -> DeviceTree.NodeID? {
    switch reference {
    case .label(let label): tree.node(labelled: label)
    case .path(let path): tree.node(at: path)
    case .labelAndPath(let label, let path):
      tree.node(labelled: label).flatMap { tree.node(at: path, below: $0) }
    }
  }

  /// Whether several zones may list the device.
  func isShareable(_ node: DeviceTree.NodeID) -> Bool { tree.property("hvisor,shareable", of: node) != nil }

  /// Whether hvisor itself answers at the device's registers, so that no zone is given them.
  func isServed(_ node: DeviceTree.NodeID) -> Bool { tree.property("hvisor,served", of: node) != nil }

  /// A node that only holds devices: giving it away would give them all away.
  func isPureBus(_ node: DeviceTree.NodeID) -> Bool {
    guard tree.property("reg", of: node) == nil else { return false }
    if tree.isCompatible(node, with: "simple-bus") || tree.isCompatible(node, with: "simple-pm-bus") {
      return true
    }
    return tree.property("compatible", of: node) == nil && tree.property("ranges", of: node) != nil
  }

  /// The ancestor directly below the root, or the node itself; nil for the root.
  ///
  /// Complexity: O(depth).
  func topLevel(of node: DeviceTree.NodeID) -> DeviceTree.NodeID? {
    var current = node
    while let parent = tree.parent(of: current) {
      if parent == tree.root { return current }
      current = parent
    }
    return nil
  }

  /// Nodes that say something about the whole machine; every zone gets its own, made from the plan.
  static let structuralNames = ["chosen", "aliases", "memory", "reserved-memory", "domains"]

  /// Whether a node lies at or below one that no zone takes from the board.
  func isStructural(_ node: DeviceTree.NodeID) -> Bool {
    guard let top = topLevel(of: node) else { return false }
    return Self.structuralNames.contains(tree.baseName(of: top))
  }

  /// The cpu that a node is or lies in.
  func cpu(above node: DeviceTree.NodeID) -> Int? {
    var current = node
    while let parent = tree.parent(of: current) {
      if parent == cluster { return cpuNumbers[current] }
      current = parent
    }
    return nil
  }
}
