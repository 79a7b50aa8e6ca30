import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # earlycon-without-console
///
/// ## What it does
/// Finds a plain `earlycon` on the command line of a tree whose `stdout-path` is missing or leads nowhere.
///
/// ## Why is this bad?
/// It does nothing: there is no early output, and Linux prints `Malformed early option 'earlycon'`. And it
/// hides a fault: a tree that boots this way may lose a region on the day when someone adds a stdout-path or
/// an address, because only then does the early console take its pages from the end of RAM. The finding says
/// which.
///
/// ## Example
/// ```dts
/// chosen { bootargs = "earlycon console=ttyS0,115200n8"; };
/// ```
///
/// ## Use instead
/// ```dts
/// chosen { bootargs = "earlycon console=ttyS0,115200n8"; stdout-path = "/platform/serial@1fe001e0"; };
/// ```
///
/// ## How sure
/// That it does nothing is certain. What it would cost is the model's answer to the same boot with an address
/// after earlycon.
struct EarlyconWithoutConsole: LintRule {
  static let name = "earlycon-without-console"

  func check(_ input: LintInput) -> [Finding] {
    let line = input.boot.commandLine
    guard let token = line.tokens.first(where: { $0.name == "earlycon" && ($0.value ?? "").isEmpty }),
      !input.earlyconTokens.contains(where: { !($0.value ?? "").isEmpty }),
      let problem = Self.problem(input.tree)
    else { return [] }
    let argument = input.bootArgument(token, of: line)
    let mapped = Self.mapped(input, token, line)
    let lost = mapped.map { Self.lost($0, input) } ?? []
    let node = input.tree.chosen ?? input.tree.root
    var finding = Finding(
      Self.name, .warning, input, node, at: argument.flatMap { input.place(of: $0) },
      "earlycon does nothing here: /chosen \(problem)"
        + (lost.isEmpty ? "" : "; once it works, Linux will refuse \(listing(lost.map(\.name)))"),
      cause: Self.cause(problem, lost),
      help: lost.isEmpty
        ? "give earlycon the address of the console, or /chosen a stdout-path"
        : "make room first: no small change passed the model")
    for region in lost.prefix(4) {
      finding.notes.append(
        Diagnostic.Note(
          "\(region.name) would be refused: \(region.collisionRange.map { AddressText.range($0) } ?? "some of it") "
            + "becomes page tables",
          at: input.place(ofEntry: region.entry, in: region.node)))
    }
    finding.search = { search in
      var mends: [Mend?] = []
      if let mapped, let first = lost.first {
        mends.append(Self.roomFirst(first, mapped, &search))
      } else {
        mends.append(Self.withConsole(input, &search))
      }
      if let changes = input.withoutEarlycon {
        mends.append(search.accept(Mend("drop earlycon", changes)) { _ in true })
      }
      return mends.compactMap { $0 }
    }
    return [finding]
  }

  /// A mend for a region that a working earlycon would cost, in the boot in which it works; the boot of today
  /// must not be worse for it either.
  private static func roomFirst(
    _ region: RegionVerdict, _ mapped: LintInput, _ search: inout MendSearch
  ) -> Mend? {
    var other = MendSearch(mapped, sharing: search)
    let found = RegionMends(mapped, region)?.find(&other).first
    search.account(for: other)
    guard let found else { return nil }
    let mend = Mend("make room first, in \(region.name): \(found.text)", found.changes, found.applicability)
    return search.accept(mend) { _ in true }
  }

  /// A stdout-path to a console that Linux has an early driver for.
  private static func withConsole(_ input: LintInput, _ search: inout MendSearch) -> Mend? {
    let tree = input.tree
    let names = Set(EarlyconDriver.all.compactMap(\.compatible))
    let consoles = tree.allNodes.filter { node in
      tree.isAvailable(node) && tree.strings("compatible", of: node)?.contains { names.contains($0) } ?? false
    }
    guard let chosen = tree.chosen, let console = consoles.first else { return nil }
    let path = tree.path(of: console)
    let mend = Mend(
      "in /chosen write stdout-path = \"\(path)\";", [.setString(path, of: "stdout-path", in: chosen)],
      consoles.count == 1
        ? .automatic : .byChoice("there are \(consoles.count) consoles, and this is the first"))
    return search.accept(mend) { _ in true }
  }

  /// What keeps a plain earlycon from finding a console; nil if something is there.
  private static func problem(_ tree: DeviceTree) -> String? {
    guard let chosen = tree.chosen,
      let text = tree.string("stdout-path", of: chosen) ?? tree.string("linux,stdout-path", of: chosen)
    else { return "has no stdout-path" }
    let path = String(text.prefix { $0 != ":" })
    return tree.node(atPathOrAlias: path) == nil ? "has a stdout-path, \(path), that leads nowhere" : nil
  }

  /// The same boot with an early console that takes its pages.
  private static func mapped(
    _ input: LintInput, _ token: CommandLine.Token, _ line: CommandLine
  ) -> LintInput? {
    var bytes = Array(line.text.utf8)
    guard token.range.upperBound <= bytes.count else { return nil }
    bytes.replaceSubrange(token.range, with: Array("earlycon=uart8250,mmio,0x1fe001e0".utf8))
    var boot = input.boot
    let forced = boot.profile.forcedCommandLine
    // A forced line replaces every other, so that this text is the whole line whatever it was made of.
    boot.profile.forcedCommandLine = Fact(forced.name, String(decoding: bytes, as: UTF8.self), forced.source)
    return LintInput(boot: boot, positions: input.positions)
  }

  /// Regions that are reserved now, and would not be.
  private static func lost(_ mapped: LintInput, _ input: LintInput) -> [RegionVerdict] {
    guard mapped.prediction.regions.count == input.prediction.regions.count else { return [] }
    return zip(input.prediction.regions, mapped.prediction.regions).compactMap { now, then in
      now.verdict == .reserved && (then.verdict == .refused || then.verdict == .depends) ? then : nil
    }
  }

  private static func cause(_ problem: String, _ lost: [RegionVerdict]) -> String {
    let now =
      problem.hasPrefix("has no")
      ? "a plain earlycon asks stdout-path for its console; without one Linux prints \"Malformed early "
        + "option 'earlycon'\""
      : "a plain earlycon asks stdout-path for its console; Linux prints \"earlycon: stdout-path … not "
        + "found\""
    guard !lost.isEmpty else { return now }
    return now
      + "; with a stdout-path or an address it takes page-table pages, the highest free ones of RAM, "
      + "before /reserved-memory is read"
  }
}
