import DeviceTree
import DeviceTreeLint
import FileSystem
import SourceDiagnostics

/// What `--mend` and `--only` name, held against what there is: a slip must not look like nothing to do.
struct ChosenNames {
  private let choice: MendChoice
  private let only: [String]

  init(_ options: FixOptions) {
    choice = options.choice
    only = options.only
  }

  /// Whether the call names anything.
  var isEmpty: Bool { choice.all.isEmpty && only.isEmpty }

  /// Refuses names that no tree has, before or after it was mended, and choices that no finding has a mend for.
  func check(_ trees: [DeviceTree], _ outcomes: [TreeFix.Outcome]) throws(CommandError) {
    guard !isEmpty else { return }
    var paths: [String] = []
    for tree in trees + outcomes.map(\.tree.tree) { paths += tree.allNodes.map { tree.path(of: $0) } }
    for name in only where !LintRules.names.contains(name) && !Self.has(name, paths) {
      throw CommandError(
        "--only \(name): there is no such rule, and no such node",
        help: Self.meant(name, LintRules.names, paths) ?? found(outcomes))
    }
    let heeded = outcomes.reduce(into: Set<String?>()) { $0.formUnion($1.heeded) }
    let offered = outcomes.flatMap(\.offered)
    for (node, number) in choice.all where !heeded.contains(node) {
      let word = "--mend \(node.map { "\($0)=" } ?? "")\(number)"
      if let node, !Self.has(node, paths) {
        throw CommandError(
          "\(word): there is no node '\(node)'", help: Self.meant(node, [], paths) ?? Self.list(offered))
      }
      // Where nothing is wrong there is nothing to choose, such as in a second run of the same call.
      if offered.isEmpty { continue }
      let own = offered.filter { offer in node.map { MendChoice.names($0, offer.path) } ?? true }
      throw CommandError(
        own.isEmpty
          ? "\(word): nothing that can be mended was found there"
          : "\(word): \(node == nil ? "no finding has" : "it does not have") so many mends",
        help: Self.list(own.isEmpty ? offered : own))
    }
  }

  private static func has(_ name: String, _ paths: [String]) -> Bool {
    paths.contains { MendChoice.names(name, $0) }
  }

  private static func meant(_ name: String, _ rules: [String], _ paths: [String]) -> String? {
    let names = paths.compactMap { $0.split(separator: "/").last.map(String.init) }
    let close =
      names.first { $0.hasPrefix(name + "@") }
      ?? Spelling.closest(to: name, among: rules + (name.hasPrefix("/") ? paths : names))
    return close.map { "did you mean '\($0)'?" }
  }

  private static let limit = 12

  /// "mends: nonroot@c0000000 [region-refused] has 1 to 4".
  private static func list(_ offered: [OfferedMends]) -> String? {
    guard !offered.isEmpty else { return nil }
    let words = offered.prefix(limit).map { offer in
      "\(offer.path) [\(offer.rule)] has --mend 1" + (offer.count > 1 ? " to \(offer.count)" : "")
    }
    return words.joined(separator: "\n")
      + (offered.count > limit ? "\nand \(offered.count - limit) more" : "")
  }

  /// The rules and nodes of what was found.
  private func found(_ outcomes: [TreeFix.Outcome]) -> String {
    let words = outcomes.flatMap(\.findings).filter { $0.level > .note }.map { "\($0.rule) at \($0.path)" }
    if words.isEmpty { return "dtkit explain lists all rules; nothing was found here" }
    return "found: " + words.prefix(Self.limit).joined(separator: ", ")
      + (words.count > Self.limit ? " and \(words.count - Self.limit) more" : "")
  }
}
