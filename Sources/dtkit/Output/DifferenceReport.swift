import DTS
import DeviceTree

/// A difference of two trees as people and programs read it.
struct DifferenceReport {
  let difference: TreeDifference
  /// Both trees, with their known references marked so that they print as references.
  let old: DeviceTree
  let new: DeviceTree
  private let style: Style

  init(_ difference: TreeDifference, style: Style) {
    self.difference = difference
    self.style = style
    old = Self.marked(difference.old)
    new = Self.marked(difference.new)
  }

  /// A tree whose values from a blob show `&{/path}` where a phandle is.
  private static func marked(_ tree: DeviceTree) -> DeviceTree {
    let references = PhandleReferences(of: tree)
    // Where the paths would be out of all proportion to the tree, numbers stay numbers.
    let targets = references.properties.flatMap { references[$0].map(\.target) }
    guard OutputLimits().allow(tree.pathBytes(of: targets), beside: 0) else { return tree }
    var marked = tree
    for property in references.properties where tree.markers(of: property).isEmpty {
      let markers = references[property].map { reference in
        ValueMarker(reference.offset, .phandle(.path(tree.path(of: reference.target))))
      }
      marked.set(
        property,
        to: PropertyValue(
          bytes: Array(tree.bytes(of: property)), markers: [ValueMarker(0, .cells(bits: 32))] + markers))
    }
    return marked
  }

  private func text(_ property: DeviceTree.PropertyID, in tree: DeviceTree) -> String {
    let text = DTSPrinter.text(of: property, in: tree)
    return text.isEmpty ? "(no value)" : text
  }

  /// The longest value that is shown whole; the machine output has all of it.
  private static let longest = 300

  /// The value as text, of a long one the beginning.
  func short(_ property: DeviceTree.PropertyID, in tree: DeviceTree) -> String {
    let text = text(property, in: tree)
    guard text.count > Self.longest else { return text }
    return text.prefix(Self.longest)
      + "… (\(AddressText.size(UInt64(tree.bytes(of: property).count))) in all)"
  }

  /// One block a node: its path, and what is different.
  var text: String {
    var out = ""
    var last: String?
    for change in difference.changes {
      switch change {
      case .addedNode(let node):
        out += line("added", .good, new.path(of: node), inside(node, of: new))
        last = nil
      case .removedNode(let node):
        out += line("removed", .bad, old.path(of: node), inside(node, of: old))
        last = nil
      case .movedNode(let from, let to):
        out += line("moved", .doubtful, old.path(of: from), "to \(new.path(of: to))")
        last = nil
      case .addedProperty(let property):
        out += heading(new, new.node(of: property), &last)
        out += entry("added", .good, new.name(of: property), [short(property, in: new)])
      case .removedProperty(let property):
        out += heading(old, old.node(of: property), &last)
        out += entry("removed", .bad, old.name(of: property), [short(property, in: old)])
      case .changedProperty(let from, let to):
        out += heading(new, new.node(of: to), &last)
        out += entry("changed", .doubtful, old.name(of: from), [short(from, in: old), short(to, in: new)])
      }
    }
    if difference.reservationsDiffer { out += line("changed", .doubtful, "/memreserve/", "") }
    if difference.bootCPUDiffers {
      out += line("changed", .doubtful, "boot cpu", "\(old.bootCPU) → \(new.bootCPU)")
    }
    return out
  }

  private func line(_ word: String, _ tone: Style.Tone, _ path: String, _ rest: String) -> String {
    let padded = word + String(repeating: " ", count: 9 - word.count)
    return style.paint(padded, tone) + style.paint(path, .strong) + (rest.isEmpty ? "" : "  \(rest)") + "\n"
  }

  /// The node's path, if it is not the one that stands above.
  private func heading(_ tree: DeviceTree, _ node: DeviceTree.NodeID, _ last: inout String?) -> String {
    // Nodes of the two trees have numbers of their own.
    let path = tree.path(of: node)
    if path == last { return "" }
    last = path
    return "in       " + style.paint(path, .strong) + "\n"
  }

  private func entry(_ word: String, _ tone: Style.Tone, _ name: String, _ values: [String]) -> String {
    let padded = word + String(repeating: " ", count: 9 - word.count)
    let start = "         " + style.paint(padded, tone) + name
    if values.reduce(0, { $0 + $1.count }) + name.count < 70 {
      return start + "  " + values.joined(separator: " → ") + "\n"
    }
    let indent = String(repeating: " ", count: 18)
    return start + "\n"
      + values.enumerated().map { index, value in
        "\(indent)\(index == 0 ? "  " : "→ ")\(value)\n"
      }.joined()
  }

  private func inside(_ node: DeviceTree.NodeID, of tree: DeviceTree) -> String {
    let properties = tree.properties(of: node).reduce(0) { count, _ in count + 1 }
    let below = tree.subtree(of: node).reduce(-1) { count, _ in count + 1 }
    var parts = ["\(properties) \(properties == 1 ? "property" : "properties")"]
    if below > 0 { parts.append("\(below) \(below == 1 ? "node" : "nodes") below") }
    return parts.joined(separator: ", ")
  }

  /// "2 values changed, 1 node added"; "no difference".
  var summary: String {
    var counts: [(String, Int)] = [
      ("node added", 0), ("node removed", 0), ("node moved", 0), ("property added", 0),
      ("property removed", 0),
      ("value changed", 0),
    ]
    for change in difference.changes {
      switch change {
      case .addedNode: counts[0].1 += 1
      case .removedNode: counts[1].1 += 1
      case .movedNode: counts[2].1 += 1
      case .addedProperty: counts[3].1 += 1
      case .removedProperty: counts[4].1 += 1
      case .changedProperty: counts[5].1 += 1
      }
    }
    var parts = counts.filter { $0.1 > 0 }.map { what, count in
      "\(count) \(count == 1 ? what : Self.plural(what))"
    }
    if difference.reservationsDiffer { parts.append("other memory reservations") }
    if difference.bootCPUDiffers { parts.append("another boot cpu") }
    return parts.isEmpty ? "no difference" : parts.joined(separator: ", ")
  }

  private static func plural(_ what: String) -> String {
    let words = what.split(separator: " ")
    let noun = words[0] == "property" ? "properties" : "\(words[0])s"
    return "\(noun) \(words[1])"
  }
}
