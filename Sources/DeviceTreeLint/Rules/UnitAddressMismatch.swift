import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # unit-address-mismatch
///
/// ## What it does
/// Finds nodes whose unit address, behind the `@`, is not the address at which their `reg` begins, and
/// regions of /reserved-memory with `reg` and without unit address. Looked at are nodes on buses with plain
/// addresses: the root, /reserved-memory, and buses with `ranges` that are no PCI or ISA bus.
///
/// ## Why is this bad?
/// Linux prints regions by their name, not by their address, so the log of `shmem@0` says nothing or says
/// something false. A name that was not changed with its `reg` also often means that one of the two is a
/// slip.
///
/// ## Example
/// ```dts
/// memory@200000 { device_type = "memory"; reg = <0x0 0xc0200000 0x0 0xee00000>; };
/// ```
///
/// ## Use instead
/// ```dts
/// memory@c0200000 { device_type = "memory"; reg = <0x0 0xc0200000 0x0 0xee00000>; };
/// ```
///
/// ## How sure
/// Certain; a warning, because Linux itself does not care.
struct UnitAddressMismatch: LintRule {
  static let name = "unit-address-mismatch"
  static let dependsOnArchitecture = false

  func check(_ input: LintInput) -> [Finding] {
    let tree = input.tree
    // Found once: to look for it goes over all children of the root.
    let reservedMemory = tree.reservedMemory
    var plain: [DeviceTree.NodeID: Bool] = [:]
    return tree.allNodes.compactMap { node in
      guard let parent = tree.parent(of: node) else { return nil }
      let isPlain =
        plain[parent] ?? (parent == reservedMemory || Self.hasPlainAddresses(parent, tree))
      plain[parent] = isPlain
      guard isPlain, let first = (try? tree.reg(of: node))?.first else { return nil }
      guard let unit = tree.unitAddress(of: node) else {
        return parent == reservedMemory
          ? finding(
            node, first, "has no unit address, but its reg begins at \(AddressText.hex(first.base))", input)
          : nil
      }
      // Buses with a chip select write two numbers.
      guard !unit.contains(","), UInt64(unit, radix: 16) != first.base else { return nil }
      return finding(
        node, first, "says @\(unit), but its reg begins at \(AddressText.hex(first.base))", input)
    }
  }

  private static func hasPlainAddresses(_ bus: DeviceTree.NodeID, _ tree: DeviceTree) -> Bool {
    if bus == tree.root { return true }
    guard tree.property("ranges", of: bus) != nil, (1...2).contains(tree.addressFormat(of: bus).addressCells)
    else { return false }
    let type = tree.string("device_type", of: bus) ?? ""
    return !["pci", "pciex", "isa", "eisa"].contains(type) && !tree.isCompatible(bus, with: "isa")
  }

  private func finding(
    _ node: DeviceTree.NodeID, _ range: MemoryRange, _ what: String, _ input: LintInput
  ) -> Finding {
    let tree = input.tree
    let name = AddressText.nodeName(tree.baseName(of: node), at: range.base)
    var finding = Finding(
      Self.name, .warning, input, node, "the name \(tree.name(of: node)) \(what)",
      cause: "Linux takes the address from reg and prints the name, so its messages "
        + (tree.unitAddress(of: node) == nil ? "do not say where it lies" : "point to the wrong place"),
      help: "name it \(name)")
    guard let parent = tree.parent(of: node), tree.child(named: name, of: parent) == nil else {
      finding.help = "\(name) exists already: one of the two is wrong"
      return finding
    }
    finding.renaming = Mend("name it \(name)", [.rename(node, to: name)])
    return finding
  }
}
