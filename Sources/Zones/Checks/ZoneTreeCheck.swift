import DTS
import DeviceTree
import SourceDiagnostics

/// Looks through a zone's finished tree for what shows only there: a console that is not in it, a blob too
/// large for its place, and regions that Linux would refuse.
struct ZoneTreeCheck {
  let plan: ZonePlan
  let zone: Zone
  let kernels: [String: ZoneKernel]
  let positions: SourceTable
  /// The finished tree.
  let tree: DeviceTree
  var diagnostics: [Diagnostic] = []

  init(
    _ tree: DeviceTree, of zone: Zone, plan: ZonePlan, kernels: [String: ZoneKernel], positions: SourceTable
  ) {
    self.tree = tree
    self.zone = zone
    self.plan = plan
    self.kernels = kernels
    self.positions = positions
  }

  /// Runs every check.
  mutating func run() {
    let aliasesStand = checkAliases()
    checkChosen(aliasesStand: aliasesStand)
    if !zone.isRoot { checkBlobPlace() }
    checkBoot()
  }

  /// A string of the zone's `aliases` or `chosen` with its place.
  private func place(_ property: String, of node: String) -> SourceRange? {
    guard let source = plan.board.child(named: node, of: zone.node),
      let found = plan.board.property(property, of: source)
    else { return zone.range }
    return positions.range(ofElementAt: 0, in: found) ?? positions.range(of: found) ?? zone.range
  }

  /// Every alias that is a path must be the path of a node; says whether all are.
  private mutating func checkAliases() -> Bool {
    guard let aliases = tree.child(named: "aliases", of: tree.root) else { return true }
    let before = diagnostics.count
    for property in tree.properties(of: aliases) {
      let name = tree.name(of: property)
      guard let path = tree.string(name, of: aliases), path.hasPrefix("/"), tree.node(at: path) == nil else {
        continue
      }
      diagnostics.append(
        .error(
          "alias '\(name)' of zone '\(zone.name)' is \(path), which is not in its tree",
          at: place(name, of: "aliases"),
          help: "refer to a device of the zone by its label, as \(name) = &uart0;, and list it in access"))
    }
    return diagnostics.count == before
  }

  /// Without /chosen Linux has no command line, and without the node of stdout-path no early console.
  private mutating func checkChosen(aliasesStand: Bool) {
    guard let chosen = tree.child(named: "chosen", of: tree.root) else {
      diagnostics.append(
        Diagnostic(
          .warning, "zone '\(zone.name)' has no 'chosen', so Linux has neither command line nor console",
          at: zone.range, help: "add chosen { bootargs = \"console=hvc0\"; };"))
      return
    }
    checkChosenNames(chosen)
    for name in ["stdout-path", "linux,stdout-path"] {
      guard let text = tree.string(name, of: chosen) else { continue }
      // Behind a colon stand the options of the console.
      let path = String(decoding: text.utf8.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
      guard tree.node(atPathOrAlias: path) == nil, aliasesStand else { continue }
      let what = path.hasPrefix("/") ? "which is not in its tree" : "which is no alias of it"
      diagnostics.append(
        .error(
          "\(name) of zone '\(zone.name)' names '\(path)', \(what)", at: place(name, of: "chosen"),
          help: "name a serial device that the zone has: aliases { serial0 = &uart0; }; and stdout-path = "
            + "\"serial0:115200n8\";"))
    }
  }

  /// What Linux and its boot loaders read of /chosen; a name that is nearly one of these is a typo.
  private static let chosenNames = [
    "bootargs", "stdout-path", "linux,stdout-path", "linux,initrd-start", "linux,initrd-end",
    "linux,elfcorehdr",
    "linux,usable-memory-range", "kaslr-seed", "rng-seed",
  ]

  private mutating func checkChosenNames(_ chosen: DeviceTree.NodeID) {
    for property in tree.properties(of: chosen) {
      let name = tree.name(of: property)
      if name == "bootargs", tree.strings(name, of: chosen)?.count != 1 {
        diagnostics.append(
          .error(
            "bootargs of zone '\(zone.name)' is not one string", at: place(name, of: "chosen"),
            help: "say bootargs = \"console=hvc0 …\";"))
      }
      guard !Self.chosenNames.contains(name), let meant = Spelling.closest(to: name, among: Self.chosenNames)
      else { continue }
      diagnostics.append(
        .error(
          "nothing reads '\(name)' of 'chosen' of zone '\(zone.name)'", at: place(name, of: "chosen"),
          help: "did you mean '\(meant)'?"))
    }
  }

  /// hvisor loads the tree to the base of the bank that holds the kernel, below it.
  private mutating func checkBlobPlace() {
    guard let link = zone.kernelAddresses(kernels).link, let bank = zone.linkBank(kernels) else { return }
    let size = UInt64(tree.flattened().count)
    let needed = (size &+ 0xfff) & ~0xfff
    let room = Zone.physical(link) &- bank.base
    guard room < needed else { return }
    diagnostics.append(
      .error(
        "the kernel of zone '\(zone.name)' is linked \(room == 0 ? "at" : "\(AddressText.size(room)) above") the base "
          + "\(AddressText.hex(bank.base)) of its memory, where its tree of \(AddressText.size(size)) is loaded",
        at: zone.linkAddress?.range ?? zone.kernel?.range ?? zone.range,
        notes: [.init("the memory", at: zone.memory.first { bank.contains($0.value) }?.range)],
        help: "link the kernel at least \(AddressText.size(needed)) above the base, and for Linux 2 MiB above"
      ))
  }
}
