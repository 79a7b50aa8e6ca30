import DTS
import DeviceTree
import SourceDiagnostics

extension DifferenceReport {
  /// What is said otherwise, each where it stands: in the first tree what the second does not say any more, in the
  /// second all else.
  func findings(in input: TreeInput, isFirst: Bool) -> [Diagnostic] {
    let positions = input.compiled?.positions
    var findings: [Diagnostic] = []
    func add(_ text: String, _ range: SourceRange?, inFirst: Bool = false) {
      guard inFirst == isFirst else { return }
      findings.append(Diagnostic(.warning, text, at: range, rule: "difference", subject: input.path))
    }
    func name(_ property: DeviceTree.PropertyID, _ tree: DeviceTree) -> String {
      "\(tree.path(of: tree.node(of: property))): \(tree.name(of: property))"
    }
    for change in difference.changes {
      switch change {
      case .addedNode(let node): add("\(new.path(of: node)) is added", positions?.range(of: node))
      case .removedNode(let node):
        add("\(old.path(of: node)) is removed", positions?.range(of: node), inFirst: true)
      case .movedNode(let from, let to):
        add("\(old.path(of: from)) is moved to \(new.path(of: to))", positions?.range(of: to))
      case .addedProperty(let property):
        add("\(name(property, new)) is added: \(short(property, in: new))", positions?.range(of: property))
      case .removedProperty(let property):
        let text = "\(name(property, old)) is removed: \(short(property, in: old))"
        add(text, positions?.range(of: property), inFirst: true)
      case .changedProperty(let from, let to):
        let text = "\(name(to, new)) is changed: \(short(from, in: old)) → \(short(to, in: new))"
        add(text, positions?.range(of: to))
      }
    }
    if difference.reservationsDiffer { add("/memreserve/ is changed", nil) }
    if difference.bootCPUDiffers { add("the boot cpu is changed: \(old.bootCPU) → \(new.bootCPU)", nil) }
    return findings
  }
}
