/// An interrupt as a controller sees it.
public struct Interrupt: Hashable, Sendable {
  /// The node that takes it: a controller, or a nexus that has not been passed yet.
  public var controller: DeviceTree.NodeID
  /// The cells that say which, in the form of that node.
  public var specifier: [UInt32]

  /// Makes an interrupt.
  public init(controller: DeviceTree.NodeID, specifier: [UInt32]) {
    self.controller = controller
    self.specifier = specifier
  }
}

/// Who interrupts whom, prepared once for a whole tree.
///
/// Follows Linux's `of_irq_find_parent`, `of_irq_parse_one` and `of_irq_parse_raw` (7.2).
public struct InterruptTree: Sendable {
  let tree: DeviceTree
  let phandles: PhandleTable
  /// The interrupt parent of each node, by ordinal.
  private var parents: [Int: Result<DeviceTree.NodeID, ReadingError>] = [:]
  /// The nodes with an `interrupt-map`.
  private var nexuses: [DeviceTree.NodeID: InterruptNexus] = [:]

  /// Finds every node's interrupt parent and reads every map.
  ///
  /// Complexity: O(n) in nodes and cells.
  public init(of tree: DeviceTree) {
    self.tree = tree
    phandles = PhandleTable(of: tree)
    for node in tree.allNodes {
      findParent(of: node)
      guard tree.property("interrupt-map", of: node) != nil else { continue }
      nexuses[node] = try? InterruptNexus(of: node, in: tree, phandles)
    }
  }

  /// The node that a node's interrupts go to: the one its `interrupt-parent` names, or the node above, and on from
  /// there until one has `#interrupt-cells`.
  ///
  /// Throws if there is none, or the way leads back.
  /// Complexity: O(1).
  public func parent(of node: DeviceTree.NodeID) throws(ReadingError) -> DeviceTree.NodeID {
    guard let parent = parents[node.ordinal] else {
      throw tree.error(.noInterruptParent, "interrupt-parent", of: node)
    }
    return try parent.get()
  }

  /// Goes up until a node is reached whose parent is known, and notes the result for all on the way.
  private mutating func findParent(of node: DeviceTree.NodeID) {
    var way: [DeviceTree.NodeID] = []
    var isOnWay: Set<DeviceTree.NodeID> = []
    var current = node
    var result: Result<DeviceTree.NodeID, ReadingError>
    while true {
      if let known = parents[current.ordinal] {
        result = known
        break
      }
      way.append(current)
      guard isOnWay.insert(current).inserted else {
        result = .failure(tree.error(.loop(node: tree.shortPath(of: current)), "interrupt-parent", of: node))
        break
      }
      let next: DeviceTree.NodeID?
      if let phandle = tree.cell("interrupt-parent", of: current) {
        next = phandles[phandle]
        if next == nil {
          result = .failure(tree.error(.unknownPhandle(phandle, entry: 0), "interrupt-parent", of: current))
          break
        }
      } else {
        next = tree.parent(of: current)
      }
      guard let next else {
        result = .failure(tree.error(.noInterruptParent, "interrupts", of: current))
        break
      }
      if tree.property("#interrupt-cells", of: next) != nil {
        result = .success(next)
        break
      }
      current = next
    }
    for node in way { parents[node.ordinal] = result }
  }

  /// What is read of a node's `interrupt-map`; one that could not be read says again why.
  private func nexus(_ node: DeviceTree.NodeID) throws(ReadingError) -> InterruptNexus? {
    if let nexus = nexuses[node] { return nexus }
    guard tree.property("interrupt-map", of: node) != nil else { return nil }
    return try InterruptNexus(of: node, in: tree, phandles)
  }

  /// A node's interrupts as it states them, in `interrupts-extended` or else `interrupts`; empty if it has none.
  ///
  /// Throws if the cells are no whole number of interrupts, or their parent is not to be found.
  /// Complexity: O(n) in cells.
  public func interrupts(of node: DeviceTree.NodeID) throws(ReadingError) -> [Interrupt] {
    if let property = tree.property("interrupts-extended", of: node) {
      let entries = try tree.phandleArguments(of: property, as: .list(cells: "#interrupt-cells"), phandles)
      return entries.compactMap { entry in
        entry.target.map { Interrupt(controller: $0, specifier: entry.arguments) }
      }
    }
    guard tree.property("interrupts", of: node) != nil else { return [] }
    let cells = try tree.requiredCells("interrupts", of: node)
    let controller: DeviceTree.NodeID
    do throws(ReadingError) {
      controller = try parent(of: node)
    } catch {
      throw error.problem == .noInterruptParent
        ? tree.error(.noInterruptParent, "interrupts", of: node) : error
    }
    let count = tree.cell("#interrupt-cells", of: controller) ?? 0
    guard (1...64).contains(count) else {
      let path = tree.shortPath(of: controller)
      throw tree.error(
        .badCellCount(node: path, property: "#interrupt-cells", count: count), "interrupts", of: node)
    }
    guard cells.count % Int(count) == 0 else {
      throw tree.error(
        .notWholeEntries(bytes: 4 * cells.count, entry: 4 * Int(count)), "interrupts", of: node)
    }
    return stride(from: 0, to: cells.count, by: Int(count)).map { start in
      Interrupt(controller: controller, specifier: Array(cells[start..<start + Int(count)]))
    }
  }

  /// A node's interrupts as the controllers see them, led through every nexus on the way.
  ///
  /// Throws as `interrupts(of:)` and `resolve` do.
  /// Complexity: O(n) in interrupts, times the nodes on their way.
  public func resolvedInterrupts(of node: DeviceTree.NodeID) throws(ReadingError) -> [Interrupt] {
    let address = Array((tree.cells("reg", of: node) ?? []).prefix(64))
    var found: [Interrupt] = []
    for interrupt in try interrupts(of: node) {
      found.append(try resolve(interrupt, address: address, for: node))
    }
    return found
  }

  /// Leads an interrupt to its controller; `address` are the cells of the unit address of the device that raises it,
  /// for a PCI function phys.hi and two more.
  ///
  /// Errors name the `interrupts` of `node`. At most 64 nodes are passed.
  /// Throws if a map has no entry for it, or the way comes back to where it was.
  /// Complexity: O(nodes on the way).
  public func resolve(
    _ interrupt: Interrupt, address: [UInt32], for node: DeviceTree.NodeID
  ) throws(ReadingError) -> Interrupt {
    var (current, address) = (interrupt, address)
    for _ in 0..<64 {
      let here = current.controller
      guard let nexus = try nexus(here) else {
        if tree.property("interrupt-controller", of: here) != nil { return current }
        let next = try parent(of: here)
        if next == here { break }
        current.controller = next
        continue
      }
      if tree.property("interrupt-controller", of: here) != nil, nexus.isReadByItsDriver { return current }
      guard let next = nexus.map(current.specifier, address: address) else {
        throw tree.error(
          .notInMap(nexus: tree.shortPath(of: here), specifier: current.specifier), "interrupts", of: node)
      }
      if next.parent == here { return Interrupt(controller: here, specifier: next.specifier) }
      (current, address) = (Interrupt(controller: next.parent, specifier: next.specifier), next.address)
    }
    throw tree.error(.loop(node: tree.shortPath(of: current.controller)), "interrupts", of: node)
  }
}
