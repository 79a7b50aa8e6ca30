import DTS
import DeviceTree
import SourceDiagnostics

extension DifferenceReport {
  /// The answer of `--format json`.
  ///
  /// `rest` is what an overlay cannot say.
  func members(rest: TreeDifference?) -> [(String, JSONValue)] {
    [
      ("equal", .bool(difference.isEmpty)), ("changes", .array(changes)),
      ("reservationsDiffer", .bool(difference.reservationsDiffer)),
      ("bootCPUDiffers", .bool(difference.bootCPUDiffers)),
      (
        "renumbered",
        .array(
          difference.renumbered.map { pair in
            .object([
              ("node", .string(new.path(of: pair.new))), ("from", Self.phandle(of: pair.old, in: old)),
              ("to", Self.phandle(of: pair.new, in: new)),
            ])
          })
      ),
      (
        "notInOverlay",
        rest.map { .array(DifferenceReport($0, style: Style(isColoured: false)).changes) } ?? .null
      ),
    ]
  }

  private static func phandle(of node: DeviceTree.NodeID, in tree: DeviceTree) -> JSONValue {
    .hex(UInt64(tree.phandle(of: node) ?? 0))
  }

  private var changes: [JSONValue] {
    func object(
      _ change: String, _ node: String, _ property: String? = nil, _ from: String? = nil, _ to: String? = nil
    ) -> JSONValue {
      .object([
        ("change", .string(change)), ("node", .string(node)), ("property", .optional(property)),
        ("from", .optional(from)), ("to", .optional(to)),
      ])
    }
    return difference.changes.map { change in
      switch change {
      case .addedNode(let node): object("added", new.path(of: node))
      case .removedNode(let node): object("removed", old.path(of: node))
      case .movedNode(let from, let to):
        object("moved", old.path(of: from), nil, old.path(of: from), new.path(of: to))
      case .addedProperty(let property):
        object(
          "added", new.path(of: new.node(of: property)), new.name(of: property), nil,
          DTSPrinter.text(of: property, in: new))
      case .removedProperty(let property):
        object(
          "removed", old.path(of: old.node(of: property)), old.name(of: property),
          DTSPrinter.text(of: property, in: old))
      case .changedProperty(let from, let to):
        object(
          "changed", new.path(of: new.node(of: to)), new.name(of: to), DTSPrinter.text(of: from, in: old),
          DTSPrinter.text(of: to, in: new))
      }
    }
  }
}
