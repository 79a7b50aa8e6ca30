public import DeviceTree

/// What `__fixups__` and `__local_fixups__` say of a tree: where references stand, and entries that do not fit.
struct FixupReading {
  private let tree: DeviceTree
  /// The references that were found, by property.
  private(set) var references: [DeviceTree.PropertyID: [(offset: Int, reference: Reference)]] = [:]
  /// What does not fit, in the order in which dtc finds it.
  private(set) var faults: [FixupFault] = []
  /// The most faults that are kept, and the most that their texts may take.
  private static let (faultLimit, textLimit) = (100_000, 16 << 20)
  private var textBytes = 0
  private var names: [DeviceTree.NodeID: Reference] = [:]

  /// Reads both tables, where there are any.
  ///
  /// Complexity: O(n) in nodes and entries.
  init(of tree: DeviceTree) {
    self.tree = tree
    readFixups()
    readLocalFixups()
  }

  private var isFull: Bool { faults.count >= Self.faultLimit || textBytes >= Self.textLimit }

  private mutating func tell(_ fault: FixupFault) {
    guard !isFull else { return }
    textBytes += fault.dtcText.utf8.count
    faults.append(fault)
  }

  /// The path of a node for a fault; nothing where no fault is kept.
  private func path(of node: DeviceTree.NodeID) -> String { isFull ? "" : tree.path(of: node) }

  private mutating func note(_ reference: Reference, at offset: Int, of property: DeviceTree.PropertyID) {
    references[property, default: []].append((offset, reference))
  }

  /// References to labels of another tree: "path:property:offset" for each label.
  private mutating func readFixups() {
    guard let fixups = tree.child(named: "__fixups__", of: tree.root) else { return }
    for label in tree.properties(of: fixups) {
      let name = tree.name(of: label)
      var rest = tree.bytes(of: label)
      while let end = rest.firstIndex(of: 0) {
        readEntry(rest[..<end], of: name)
        rest = rest[(end + 1)...]
      }
      if !rest.isEmpty { tell(.malformed(label: name)) }
    }
  }

  private mutating func readEntry(_ entry: ArraySlice<UInt8>, of label: String) {
    // What is behind a third colon is no part of the number.
    let parts = entry.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return tell(.malformed(label: label)) }
    // To dtc a path that is empty is the root's.
    guard let node = parts[0].isEmpty ? tree.root : tree.node(atWholePath: parts[0]) else {
      return tell(.noNode(label: label, path: String(decoding: parts[0], as: UTF8.self)))
    }
    guard let property = tree.property(named: parts[1], of: node) else {
      let name = String(decoding: parts[1], as: UTF8.self)
      let path = path(of: node)
      return tell(.noProperty(label: label, node: path, name))
    }
    guard let offset = Self.offset(parts[2]), tree.cell(at: offset, of: property) != nil else {
      let path = path(of: node)
      return tell(.badOffset(label: label, node: path, tree.name(of: property)))
    }
    note(.label(label), at: offset, of: property)
  }

  /// The number that a text begins with, as C's `strtol` reads it; 0 where it begins with none, nil below 0 and above
  /// what an offset can be.
  private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
    var rest = text.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var base = 10
    if rest.first == UInt8(ascii: "0") {
      let isHex = rest.dropFirst().first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
      base = isHex ? 16 : 8
      rest = rest.dropFirst(isHex ? 2 : 1)
    }
    var number = 0
    for byte in rest {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80, digit < base else { break }
      number = number * base + digit
      if number > Int(Int32.max) { return nil }
    }
    return isNegative && number > 0 ? nil : number
  }

  /// References to nodes of this tree: `__local_fixups__` mirrors it, with offsets as values.
  private mutating func readLocalFixups() {
    guard let fixups = tree.child(named: "__local_fixups__", of: tree.root) else { return }
    let phandles = PhandleTable(of: tree)
    readOffsets(of: fixups, for: tree.root, phandles)
    var pending = tree.children(of: fixups).map { (mirror: $0, parent: tree.root) }
    pending.reverse()
    while let (mirror, parent) = pending.popLast() {
      guard let node = tree.child(named: tree.nameBytes(of: mirror), of: parent) else {
        let path = path(of: parent)
        tell(.noMirroredNode(name: tree.name(of: mirror), parent: path))
        continue
      }
      readOffsets(of: mirror, for: node, phandles)
      pending += tree.children(of: mirror).map { ($0, node) }.reversed()
    }
  }

  private mutating func readOffsets(
    of mirror: DeviceTree.NodeID, for node: DeviceTree.NodeID, _ phandles: PhandleTable
  ) {
    for list in tree.properties(of: mirror) {
      let name = tree.name(of: list)
      guard let property = tree.property(named: tree.nameBytes(of: list), of: node) else {
        let path = path(of: node)
        tell(.noMirroredProperty(name, node: path))
        continue
      }
      guard tree.bytes(of: list).count % 4 == 0 else {
        let path = path(of: node)
        tell(.badList(name, node: path))
        continue
      }
      for offset in tree.cells(of: list) ?? [] {
        guard let phandle = tree.cell(at: Int(offset), of: property) else {
          tell(.tooShort(name, offset: offset))
          continue
        }
        guard let target = phandles[phandle] else {
          tell(.noTarget(name, phandle: phandle))
          continue
        }
        note(reference(to: target), at: Int(offset), of: property)
      }
    }
  }

  /// How a node is referred to: by its label, or else by its path, of which all references share one copy.
  private mutating func reference(to node: DeviceTree.NodeID) -> Reference {
    if let known = names[node] { return known }
    let reference = tree.labels(of: node).first.map { Reference.label($0) } ?? .path(tree.path(of: node))
    names[node] = reference
    return reference
  }
}

extension DeviceTree {
  /// What of `__fixups__` and `__local_fixups__` does not fit the tree, as dtc finds it in whatever it reads.
  ///
  /// Complexity: O(n) in nodes and entries.
  public var fixupFaults: [FixupFault] {
    let tables = ["__fixups__", "__local_fixups__"]
    return tables.contains { child(named: $0, of: root) != nil } ? FixupReading(of: self).faults : []
  }
}
