import DTS
import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// An (address, size) entry in the cells of /domains, for help lines.
  var exampleRange: String {
    let address = format.addressCells == 2 ? "HIGH LOW" : "ADDRESS"
    return "<\(address) \(format.sizeCells == 2 ? "0x0 SIZE" : "SIZE")>"
  }

  /// An (address, size) list with the place of each entry; nil if the node has none or it cannot be read.
  mutating func ranges(_ name: String, of node: DeviceTree.NodeID) -> [Located<MemoryRange>]? {
    guard let property = tree.property(name, of: node) else { return nil }
    do throws(ReadingError) {
      let list = try tree.addressRanges(of: property, format: format)
      return list.enumerated().map { index, range in
        Located(range, at: place(of: property, offset: index * format.entryBytes, count: format.entryBytes))
      }
    } catch {
      reportLength(
        property,
        "entries of \(cells(format.addressCells)) address and \(cells(format.sizeCells)) size",
        example: exampleRange)
      return nil
    }
  }

  /// One physical address, of as many cells as `/domains` says.
  mutating func address(_ name: String, of node: DeviceTree.NodeID) -> Located<UInt64>? {
    let example = format.addressCells == 2 ? "<0x0 0x30001000>" : "<0x30001000>"
    return number(name, of: node, cells: format.addressCells, example: example)
  }

  /// One virtual address, always of two cells.
  mutating func virtualAddress(_ name: String, of node: DeviceTree.NodeID) -> Located<UInt64>? {
    number(name, of: node, cells: 2, example: "<0x90000000 LOW>")
  }

  private mutating func number(
    _ name: String, of node: DeviceTree.NodeID, cells count: Int, example: String
  ) -> Located<UInt64>? {
    guard let property = tree.property(name, of: node) else { return nil }
    guard let list = tree.cells(of: property), list.count == count, let number = DeviceTree.number(list[...])
    else {
      reportLength(property, "one address of \(cells(count))", example: example)
      return nil
    }
    return Located(number, at: place(of: property, offset: 0, count: 4 * count))
  }

  /// One cell as a number.
  mutating func integer(_ name: String, of node: DeviceTree.NodeID) -> Located<Int>? {
    guard let property = tree.property(name, of: node) else { return nil }
    guard let cells = tree.cells(of: property), cells.count == 1, isMadeOfCells(property) else {
      reportLength(property, "one number", example: "<4>")
      return nil
    }
    return Located(Int(cells[0]), at: place(of: property, offset: 0))
  }

  /// Whether the value was written as cells, not as a string that happens to have their length.
  private func isMadeOfCells(_ property: DeviceTree.PropertyID) -> Bool {
    !tree.markers(of: property).contains { $0.kind == .string || $0.kind == .bytes }
  }

  /// The strings of a property with the place of each; empty if it has none.
  mutating func strings(_ name: String, of node: DeviceTree.NodeID) -> [Located<String>] {
    guard let property = tree.property(name, of: node) else { return [] }
    guard let list = tree.strings(name, of: node) else {
      report(property, "is no list of strings", help: "say \(name) = \"…\";")
      return []
    }
    var offset = 0
    return list.map { text in
      defer { offset += text.utf8.count + 1 }
      return Located(text, at: place(of: property, offset: offset))
    }
  }

  /// One string.
  mutating func string(_ name: String, of node: DeviceTree.NodeID) -> Located<String>? {
    strings(name, of: node).first
  }

  /// Where `count` bytes of the value from `offset` on are written, or else the property.
  func place(of property: DeviceTree.PropertyID, offset: Int, count: Int = 1) -> SourceRange? {
    positions.range(ofBytes: offset..<offset + count, in: property) ?? positions.range(of: property)
  }

  /// Reports that a property's value cannot be read.
  mutating func report(_ property: DeviceTree.PropertyID, _ what: String, help: String? = nil) {
    diagnostics.append(
      .error("'\(tree.name(of: property))' \(what)", at: positions.range(of: property), help: help))
  }

  /// Reports a value of the wrong length: how much is there, what is needed, and an example.
  mutating func reportLength(_ property: DeviceTree.PropertyID, _ needed: String, example: String) {
    let bytes = tree.bytes(of: property).count
    let there = bytes % 4 == 0 && isMadeOfCells(property) ? cells(bytes / 4) : "\(bytes) bytes, no cells,"
    report(
      property, "has \(there) where \(needed) must stand",
      help: "say \(tree.name(of: property)) = \(example);")
  }

  private func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
