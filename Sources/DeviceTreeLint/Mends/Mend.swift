public import DTS
public import DeviceTree
public import LinuxBoot

/// A change after which a fault is gone; one that stands in a finding has passed the model.
public struct Mend: Sendable {
  /// Whether it may be made without a question.
  public enum Applicability: Hashable, Sendable {
    /// It keeps what the tree means, or costs little.
    case automatic
    /// Only a person can know whether it is right, and the text says why; it is made where it is chosen.
    case byChoice(String)
  }

  /// What to do, with the numbers and cells to write.
  public var text: String
  /// The same on the tree; empty for a mend that lies outside of it.
  public var changes: [TreeChange]
  /// Where the kernel has to begin in physical memory; nil for a mend that leaves the kernel where it is.
  public var kernelBase: UInt64?
  /// Whether it may be made without a question.
  public var applicability: Applicability

  /// Makes a mend of changes to the tree.
  public init(_ text: String, _ changes: [TreeChange], _ applicability: Applicability = .automatic) {
    self.text = text
    self.changes = changes
    self.applicability = applicability
  }

  /// Makes a mend that puts the kernel elsewhere.
  public init(_ text: String, kernelAt base: UInt64) {
    self.init(text, [], .byChoice("it is a change of the kernel's build or loading, not of the tree"))
    kernelBase = base
  }

  /// Makes the changes to a tree.
  public func edit(_ tree: inout DeviceTree) { changes.apply(to: &tree) }

  /// The edits that make the changes in the text of a compiled tree; refused where the text does not let them.
  ///
  /// Whether they compile to what was meant is not looked at here (`Fixer` does).
  public func sourceEdits(in compiled: CompiledTree) throws(SourceEditor.Refusal) -> SourceEditor {
    var editor = SourceEditor(compiled)
    guard !changes.isEmpty else {
      throw SourceEditor.Refusal(reason: "it is a change of the kernel, not of the tree")
    }
    for change in changes { try change.write(with: &editor, compiled.tree) }
    return editor
  }

  /// Old and new paths of nodes that the mend names anew or copies.
  func renames(in tree: DeviceTree) -> [(old: String, new: String)] {
    changes.flatMap { change -> [(old: String, new: String)] in
      switch change {
      case .rename(let node, to: let name): [(tree.path(of: node), Self.path(beside: node, name, tree))]
      case .copies(of: let node, let copies):
        copies.map { (tree.path(of: node), Self.path(beside: node, $0.name, tree)) }
      default: []
      }
    }
  }

  private static func path(beside node: DeviceTree.NodeID, _ name: String, _ tree: DeviceTree) -> String {
    let parent = tree.parent(of: node).map { tree.path(of: $0) } ?? "/"
    return parent == "/" ? "/\(name)" : "\(parent)/\(name)"
  }

  /// The same boot with the mend.
  public func applied(to boot: BootInput) -> BootInput {
    var tree = boot.tree
    edit(&tree)
    return applied(to: boot, tree)
  }

  private func applied(to boot: BootInput, _ tree: DeviceTree) -> BootInput {
    var changed = boot.with(tree: tree)
    if let kernelBase { changed.profile.moveKernel(to: kernelBase) }
    return changed
  }

  /// The boot with the mend; names are left as they are, so that paths stay, for Linux reads none.
  func boot(_ boot: BootInput) -> BootInput {
    var tree = boot.tree
    changes.filter { !$0.isNameOnly }.apply(to: &tree)
    return applied(to: boot, tree)
  }
}

extension KernelProfile {
  /// The same kernel at another place in physical memory; what lies within the image moves with it.
  mutating func moveKernel(to base: UInt64) {
    let old = kernelImage
    func moved(_ range: MemoryRange) -> MemoryRange {
      MemoryRange(base: base &+ (range.base &- old.value.base), size: range.size)
    }
    kernelImage.value = moved(old.value)
    kernelImage.alternatives = old.alternatives.map { moved($0) }
    if let address = dtbAddress.value, old.value.contains(address) {
      dtbAddress.value = base &+ (address &- old.value.base)
    }
    if let section = initSection.value { initSection.value = moved(section) }
  }
}
