public import DeviceTree

extension DeviceTree {
  /// Takes labels from `__symbols__`, and references from `__local_fixups__` and `__fixups__`: what a blob
  /// that was compiled for overlays knows of its source.
  ///
  /// Entries that do not fit the tree are passed over. Complexity: O(n) in nodes and entries, and in the
  /// values that references stand in.
  public mutating func recoverReferences() { recoverReferences(reversesLabels: true) }

  /// The same; dtc prints the labels of a node in the reverse of the order that `-@` lists them in, which gives
  /// another blob where a node has several.
  mutating func recoverReferences(reversesLabels: Bool) {
    recoverLabels(reversed: reversesLabels)
    recoverFixups()
  }

  /// Takes references from `__local_fixups__` and `__fixups__` only: a source may have written them itself.
  ///
  /// Complexity: as `recoverReferences`.
  public mutating func recoverFixups() {
    var references: [PropertyID: [(offset: Int, reference: Reference)]] = [:]
    recoverFixups(&references)
    recoverLocalFixups(&references)
    for (property, found) in references { mark(property, found) }
  }

  private mutating func recoverLabels(reversed: Bool) {
    guard let symbols = child(named: "__symbols__", of: root) else { return }
    for property in properties(of: symbols) {
      let path = bytes(of: property).prefix { $0 != 0 }
      let label = name(of: property)
      guard NameCharacters.isLabel(label.utf8), let node = node(atWholePath: path) else { continue }
      addLabel(label, to: .node(node), isFirst: reversed)
    }
  }

  /// References to labels of another tree: "path:property:offset" for each label.
  private func recoverFixups(_ references: inout [PropertyID: [(offset: Int, reference: Reference)]]) {
    guard let fixups = child(named: "__fixups__", of: root) else { return }
    for label in properties(of: fixups) {
      for entry in bytes(of: label).split(separator: 0) {
        let parts = entry.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, let offset = Int(String(decoding: parts[2], as: UTF8.self)),
          let node = node(atWholePath: parts[0]),
          let property = property(named: parts[1], of: node), cell(at: offset, of: property) != nil
        else { continue }
        references[property, default: []].append((offset, .label(name(of: label))))
      }
    }
  }

  /// References to nodes of this tree: `__local_fixups__` mirrors it, with offsets as values.
  private func recoverLocalFixups(_ references: inout [PropertyID: [(offset: Int, reference: Reference)]]) {
    guard let fixups = child(named: "__local_fixups__", of: root) else { return }
    let phandles = PhandleTable(of: self)
    var pending = [(mirror: fixups, node: root)]
    while let (mirror, node) = pending.popLast() {
      for list in properties(of: mirror) {
        guard let property = property(named: nameBytes(of: list), of: node), let offsets = cells(of: list)
        else {
          continue
        }
        for offset in offsets.map({ Int($0) }) {
          guard let target = cell(at: offset, of: property).flatMap({ phandles[$0] }) else { continue }
          let reference = labels(of: target).first.map { Reference.label($0) } ?? .path(path(of: target))
          references[property, default: []].append((offset, reference))
        }
      }
      for child in children(of: mirror) {
        if let twin = self.child(named: nameBytes(of: child), of: node) { pending.append((child, twin)) }
      }
    }
  }

  private mutating func mark(_ property: PropertyID, _ found: [(offset: Int, reference: Reference)]) {
    var value = value(of: property)
    let known = Set(
      value.markers.lazy.filter { if case .phandle = $0.kind { true } else { false } }.map { $0.offset })
    let new = found.filter { !known.contains($0.offset) }.map {
      ValueMarker($0.offset, .phandle($0.reference))
    }
    guard !new.isEmpty else { return }
    // Behind what else stands at the same place, such as the type.
    let all = value.markers + new
    value.markers = all.indices.sorted { (all[$0].offset, $0) < (all[$1].offset, $1) }.map { all[$0] }
    set(property, to: value)
  }
}
