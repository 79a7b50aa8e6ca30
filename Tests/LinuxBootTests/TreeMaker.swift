import DeviceTree
import LinuxBoot

/// Builds small trees for tests.
struct TreeMaker {
  var tree = DeviceTree()
  private(set) var chosen: DeviceTree.NodeID
  private(set) var reserved: DeviceTree.NodeID?

  /// A tree with 2+2 cells and these banks.
  init(_ banks: [ClosedRange<UInt64>], bootargs: String? = nil) {
    tree.set("#address-cells", to: .cells([2]), of: tree.root)
    tree.set("#size-cells", to: .cells([2]), of: tree.root)
    chosen = tree.addNode("chosen", to: tree.root)
    if let bootargs { tree.set("bootargs", to: .string(bootargs), of: chosen) }
    let memory = tree.addNode("memory", to: tree.root)
    tree.set("device_type", to: .string("memory"), of: memory)
    var value = PropertyValue()
    for bank in banks {
      value.append(number: bank.lowerBound, cells: 2)
      value.append(number: bank.upperBound - bank.lowerBound + 1, cells: 2)
    }
    tree.set("reg", to: value, of: memory)
  }

  mutating func reservedMemory() -> DeviceTree.NodeID {
    if let reserved { return reserved }
    let node = tree.addNode("reserved-memory", to: tree.root)
    tree.set("#address-cells", to: .cells([2]), of: node)
    tree.set("#size-cells", to: .cells([2]), of: node)
    tree.set("ranges", to: .empty, of: node)
    reserved = node
    return node
  }

  /// A node with `reg`.
  @discardableResult
  mutating func region(_ base: UInt64, _ size: UInt64, noMap: Bool = true, name: String? = nil)
    -> DeviceTree.NodeID
  {
    let node = tree.addNode(name ?? "r@\(String(base, radix: 16))", to: reservedMemory())
    var value = PropertyValue()
    value.append(number: base, cells: 2)
    value.append(number: size, cells: 2)
    tree.set("reg", to: value, of: node)
    if noMap { tree.set("no-map", to: .empty, of: node) }
    return node
  }

  /// A node with `size`.
  @discardableResult
  mutating func dynamic(
    _ name: String, _ size: UInt64, align: UInt64? = nil, in ranges: [(UInt64, UInt64)]? = nil
  ) -> DeviceTree.NodeID {
    let node = tree.addNode(name, to: reservedMemory())
    tree.set("size", to: Self.number(size), of: node)
    if let align { tree.set("alignment", to: Self.number(align), of: node) }
    if let ranges {
      var value = PropertyValue()
      for range in ranges {
        value.append(number: range.0, cells: 2)
        value.append(number: range.1, cells: 2)
      }
      tree.set("alloc-ranges", to: value, of: node)
    }
    return node
  }

  static func number(_ number: UInt64) -> PropertyValue {
    var value = PropertyValue()
    value.append(number: number, cells: 2)
    return value
  }

  /// The prediction with the facts of a recorded kernel.
  func prediction(_ kernel: String = "6.13.7") throws -> Prediction {
    try input(kernel).prediction()
  }

  func input(_ kernel: String = "6.13.7") throws -> BootInput {
    let profile = try RecordedBoot.profile(
      of: kernel, version: String(kernel.prefix { $0 != "-" }), tree: tree)
    return BootInput(tree: tree, profile: profile)
  }
}
