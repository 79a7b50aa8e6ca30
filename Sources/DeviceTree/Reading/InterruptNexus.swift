/// A node that hands interrupts on by its `interrupt-map`.
struct InterruptNexus: Sendable {
  /// Where an entry hands an interrupt on to.
  struct Entry: Sendable {
    var parent: DeviceTree.NodeID
    var address: [UInt32]
    var specifier: [UInt32]
  }

  private let addressCells: Int
  private let interruptCells: Int
  private let mask: [UInt32]
  private var entries: [Entry] = []
  /// The first entry for what is left of an address and a specifier under the mask.
  private var table: [[UInt32]: Int] = [:]
  /// Whether Linux leaves the map to the controller's driver.
  let isReadByItsDriver: Bool

  /// Complexity: O(n) in cells.
  init(of node: DeviceTree.NodeID, in tree: DeviceTree, _ phandles: PhandleTable) throws(ReadingError) {
    guard let property = tree.property("interrupt-map", of: node) else {
      throw tree.error(.missing, "interrupt-map", of: node)
    }
    isReadByItsDriver = Self.ownReaders.contains { tree.isCompatible(node, with: $0) }
    addressCells = tree.interruptAddressCells(of: node)
    interruptCells = Int(tree.cell("#interrupt-cells", of: node) ?? 0)
    let width = addressCells + interruptCells
    let list = try tree.phandleArguments(of: property, as: .interruptMap, phandles)
    // A mask that is missing keeps every bit; entries of no cells at all would not be keys.
    guard !list.isEmpty else {
      mask = []
      return
    }
    if tree.property("interrupt-map-mask", of: node) != nil {
      let cells = try tree.requiredCells("interrupt-map-mask", of: node)
      guard cells.count >= width else {
        throw tree.error(
          .wrongLength(bytes: 4 * cells.count, expected: 4 * width), "interrupt-map-mask", of: node)
      }
      mask = Array(cells[..<width])
    } else {
      mask = Array(repeating: .max, count: width)
    }
    for item in list {
      // An entry whose controller is switched off does not count (Linux, of_irq_parse_raw).
      guard let parent = item.target, tree.isAvailable(parent) else { continue }
      let addressCount = Int(tree.cell("#address-cells", of: parent) ?? 0)
      let key = zip(item.key, mask).map { $0 & $1 }
      if table[key] == nil { table[key] = entries.count }
      entries.append(
        Entry(
          parent: parent, address: Array(item.arguments.prefix(addressCount)),
          specifier: Array(item.arguments.dropFirst(addressCount))))
    }
  }

  /// The entry for an interrupt; an address that is too short is filled up with zeros.
  ///
  /// Complexity: O(cells).
  func map(_ specifier: [UInt32], address: [UInt32]) -> Entry? {
    guard !mask.isEmpty, specifier.count == interruptCells else { return nil }
    let padding = Array(repeating: UInt32(0), count: max(0, addressCells - address.count))
    let whole = address.prefix(addressCells) + padding + specifier
    return table[zip(whole, mask).map { $0 & $1 }].map { entries[$0] }
  }

  /// Linux's `of_irq_imap_abusers` (7.2).
  private static let ownReaders = [
    "CBEA,platform-spider-pic", "sti,platform-spider-pic", "realtek,rtl-intc", "fsl,ls1021a-extirq",
    "fsl,ls1043a-extirq", "fsl,ls1088a-extirq", "renesas,rza1-irqc", "pasemi,rootbus",
  ]
}
