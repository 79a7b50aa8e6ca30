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
    for (property, found) in FixupReading(of: self).references { mark(property, found) }
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
