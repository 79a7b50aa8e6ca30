import DTS
import DeviceTree
import SourceDiagnostics

extension ZonePlanReader {
  /// Reports properties and children that nothing reads: an error where the name is close to one that is
  /// read, else a warning.
  mutating func checkNames(of node: DeviceTree.NodeID, as vocabulary: PlanVocabulary) {
    for property in tree.properties(of: node) {
      let name = tree.name(of: property)
      guard !vocabulary.properties.contains(name) else { continue }
      let known = vocabulary.properties.filter { $0 != "phandle" }
      reportUnread("property", name, of: vocabulary.what, known: known, at: positions.range(of: property))
    }
  }

  /// Reports a child that nothing reads.
  mutating func reportUnreadChild(_ child: DeviceTree.NodeID, of vocabulary: PlanVocabulary) {
    reportUnread(
      "node", tree.name(of: child), of: vocabulary.what, known: vocabulary.children,
      at: positions.range(of: child))
  }

  private mutating func reportUnread(
    _ kind: String, _ name: String, of what: String, known: [String], at range: SourceRange?
  ) {
    let list = known.isEmpty ? "remove it" : "\(what) has " + known.joined(separator: ", ")
    let meant = Self.closest(to: name, among: known)
    diagnostics.append(
      Diagnostic(
        meant == nil ? .warning : .error, "nothing reads the \(kind) '\(name)' of \(what)", at: range,
        help: meant.map { "did you mean '\($0)'?" } ?? list))
  }

  /// The known name that was most likely meant; the hypervisor's prefix says nothing about likeness.
  static func closest(to name: String, among known: [String]) -> String? {
    func bare(_ name: String) -> String {
      name.hasPrefix("hvisor,") ? String(name.dropFirst("hvisor,".count)) : name
    }
    guard let found = Spelling.closest(to: bare(name), among: known.map(bare)) else { return nil }
    return known.first { bare($0) == found }
  }

  /// A node that is opened twice by its name is most likely two nodes that became one.
  ///
  /// Says whether it is opened once.
  mutating func isOpenedOnce(_ node: DeviceTree.NodeID, as what: String) -> Bool {
    let openings = positions.ranges(of: node).filter { !sources.text(of: $0).hasPrefix("&") }
    guard openings.count > 1 else { return true }
    diagnostics.append(
      .error(
        "\(what) '\(tree.name(of: node))' is described a second time, and both would become one",
        at: openings[1], notes: [.init("described here first", at: openings[0])],
        help: "give it another name; to add to the first, label it and write &label { … };"))
    return false
  }

  /// Names become node names, which get a unit address of their own.
  mutating func checkPlainName(_ node: DeviceTree.NodeID, as what: String) {
    guard let unit = tree.unitAddress(of: node) else { return }
    diagnostics.append(
      .error(
        "the name of \(what) '\(tree.name(of: node))' has a unit address", at: positions.range(of: node),
        help:
          "call it '\(tree.baseName(of: node))' or '\(tree.baseName(of: node))-\(unit)': names of zones and "
          + "windows become names of nodes and files, and dtkit writes the addresses"))
  }
}
