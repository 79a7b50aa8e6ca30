/// A cpu as `/cpus` describes it (Devicetree Specification 0.4, section 3.8).
public struct CPUNode: Hashable, Sendable {
  /// The node.
  public var node: DeviceTree.NodeID
  /// The physical number of each of its threads; the first is the cpu's own.
  public var numbers: [UInt64]
  /// How it is started, `enable-method` of the node or else of `/cpus`: "psci", "spin-table"; empty if unsaid.
  public var enableMethods: [String]
  /// Where it waits for its start, for "spin-table" (`cpu-release-addr`).
  public var releaseAddress: UInt64?
  /// How much it does per MHz beside the other cpus (`capacity-dmips-mhz`).
  public var capacity: UInt32?
  /// Whether it runs, waits to be started, or is broken.
  public var status: NodeStatus
  /// What `compatible` lists.
  public var compatible: [String]

  /// The cpu's own number.
  public var number: UInt64 { numbers.first ?? 0 }
}

extension DeviceTree {
  /// The cpus, in order: children of `/cpus` with `device_type = "cpu"` or, where that is missing, the name "cpu".
  ///
  /// Throws if one has no `reg` of whole numbers, a value cannot be read, or two have one number.
  /// Complexity: O(n) in cpus.
  public func cpus() throws(ReadingError) -> [CPUNode] {
    guard let parent = child(named: "cpus", of: root) else { return [] }
    let common = try optionalStrings("enable-method", of: parent) ?? []
    var found: [CPUNode] = []
    var owners: [UInt64: NodeID] = [:]
    for node in children(of: parent) where isCPU(node) {
      let numbers = try numbers(of: node, in: parent)
      for number in numbers {
        if let other = owners[number] {
          throw error(.notUnique(number, other: shortPath(of: other)), "reg", of: node)
        }
        owners[number] = node
      }
      found.append(
        CPUNode(
          node: node, numbers: numbers,
          enableMethods: try optionalStrings("enable-method", of: node) ?? common,
          releaseAddress: try optionalNumber("cpu-release-addr", of: node),
          capacity: try optionalCell("capacity-dmips-mhz", of: node), status: try status(of: node),
          compatible: try optionalStrings("compatible", of: node) ?? []))
    }
    return found
  }

  private func isCPU(_ node: NodeID) -> Bool {
    string("device_type", of: node).map { $0 == "cpu" } ?? (baseName(of: node) == "cpu")
  }

  private func numbers(of node: NodeID, in parent: NodeID) throws(ReadingError) -> [UInt64] {
    let cells = try requiredCells("reg", of: node)
    let width = addressFormat(of: parent).addressCells
    guard (1...4).contains(width) else {
      throw error(
        .badCellCount(
          node: shortPath(of: parent), property: "#address-cells", count: UInt32(truncatingIfNeeded: width)),
        "reg", of: node)
    }
    guard !cells.isEmpty, cells.count % width == 0 else {
      throw error(.notWholeEntries(bytes: 4 * cells.count, entry: 4 * width), "reg", of: node)
    }
    var numbers: [UInt64] = []
    for start in stride(from: 0, to: cells.count, by: width) {
      guard let number = Self.number(cells[start..<start + width]) else {
        throw error(.beyond64Bits(entry: numbers.count), "reg", of: node)
      }
      numbers.append(number)
    }
    return numbers
  }
}
