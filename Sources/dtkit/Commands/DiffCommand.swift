import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// `dtkit diff`: what a second tree says otherwise than a first.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two device trees by what they say.",
    discussion: """
      Nodes and properties are compared by path, whatever their order. Phandles may have other numbers as long as \
      references lead to the same nodes, and a node that stands elsewhere with the same content has moved. Trees may \
      be blobs or sources. Exit code 1 if they differ.

      EXAMPLE
        dtkit diff build/ls3a5000/zone0.dts build/ls3a5000/zone0.dtb
      """)

  @Argument(help: ArgumentHelp("The first tree, source or blob; - is standard input.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The second tree.", valueName: "new"))
  var new: String

  @Option(
    help: ArgumentHelp(
      "Write the difference as an overlay: a source if it ends with .dts, else a blob.", valueName: "file"))
  var overlay: String?

  @OptionGroup var reading: ReadingOptions

  func run() throws { try reading.format.run(about: old) { try report(&$0) } }

  private func report(_ answer: inout Answer) throws {
    var (first, second) = (try read(old), try read(new))
    // A blob made with dtc -@ has its labels, and so must the source beside it.
    let (hasLabels, otherHas) = (first.hasLabels, second.hasLabels)
    if otherHas, !hasLabels, first.isSource, old != "-" { first = try read(old, keepsLabels: true) }
    if hasLabels, !otherHas, second.isSource, new != "-" { second = try read(new, keepsLabels: true) }
    for input in [first, second] { answer.tellWarnings(of: input) }
    let difference = TreeDifference(from: first.tree, to: second.tree)
    let changed = difference.changedNodes
    try first.checkPaths(of: changed.old, help: "compare parts of the trees, or nest the nodes less deeply")
    try second.checkPaths(of: changed.new, help: "compare parts of the trees, or nest the nodes less deeply")
    let rest = try overlay.map { path in try writeOverlay(of: difference, to: path) }
    let report = DifferenceReport(difference, style: .standardOutput)
    answer.point(to: report.findings(in: first, isFirst: true), in: first.compiled?.sources)
    answer.point(to: report.findings(in: second, isFirst: false), in: second.compiled?.sources)
    answer.give(text(report, rest), json: report.members(rest: rest))
    if !difference.isEmpty { throw ExitCode.findings }
  }

  private func text(_ report: DifferenceReport, _ rest: TreeDifference?) -> String {
    let changes = report.text
    var text = changes + (changes.isEmpty ? "" : "\n") + "\(old) → \(new): \(report.summary)\n"
    guard let rest, let overlay else { return text }
    text += "\(overlay): applied to \(old) it gives \(rest.isEmpty ? new : "\(new), but for this:")\n"
    if rest.isEmpty { return text }
    let left = DifferenceReport(rest, style: .standardOutput)
    return text
      + "\n\(left.text)\n\(left.summary): an overlay takes nothing away, and a name without a unit address means the "
      + "first node of that name\n"
  }

  private func read(_ path: String, keepsLabels: Bool = false) throws -> TreeInput {
    try TreeInput(path: path, includeFolders: reading.include, keepsLabels: keepsLabels)
  }

  /// Returns what the overlay cannot say.
  private func writeOverlay(of difference: TreeDifference, to path: String) throws -> TreeDifference {
    let overlay: DifferenceOverlay
    do throws(OverlayError) {
      overlay = try DifferenceOverlay(difference)
    } catch {
      throw CommandError(
        "\(path): the difference cannot be said as an overlay: \(error)",
        help: error.help
          ?? "libfdt finds nodes by the first name that fits; give nodes of one name unit addresses")
    }
    try TreeOutput.write(overlay.tree, to: path)
    return overlay.rest
  }
}

extension TreeDifference {
  /// The nodes whose paths the report has, each as often as it has them.
  fileprivate var changedNodes: (old: [DeviceTree.NodeID], new: [DeviceTree.NodeID]) {
    var nodes: (old: [DeviceTree.NodeID], new: [DeviceTree.NodeID]) = ([], [])
    for change in changes {
      switch change {
      case .addedNode(let node): nodes.new.append(node)
      case .removedNode(let node): nodes.old.append(node)
      case .movedNode(let from, let to):
        nodes.old.append(from)
        nodes.new.append(to)
      case .addedProperty(let property), .changedProperty(_, let property):
        nodes.new.append(new.node(of: property))
      case .removedProperty(let property): nodes.old.append(old.node(of: property))
      }
    }
    nodes.new += renumbered.map(\.new)
    return nodes
  }
}

extension TreeInput {
  /// Whether the tree keeps its labels in `__symbols__`.
  fileprivate var hasLabels: Bool { tree.child(named: "__symbols__", of: tree.root) != nil }
}
