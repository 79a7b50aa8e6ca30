import DeviceTree

/// One of dtc's named checks.
///
/// Names, defaults, prerequisites and texts are those of dtc 1.8.1, since build systems switch checks by name
/// (`-Wno-unit_address_vs_reg`) and people search for what they say.
public struct NamedCheck: Sendable {
  /// What a check looks at.
  enum Body: Sendable {
    /// Every node, in the order of the blob.
    case nodes(@Sendable (inout CheckRun, DeviceTree.NodeID) -> Void)
    /// Every node that has the property, with the property.
    case having(String, @Sendable (inout CheckRun, DeviceTree.NodeID, DeviceTree.PropertyID) -> Void)
    /// Every property whose name is of a kind, with its node.
    case naming(
      @Sendable (ArraySlice<UInt8>) -> Bool,
      @Sendable (inout CheckRun, DeviceTree.NodeID, DeviceTree.PropertyID) -> Void)
    /// Nothing: the compiler does it while it makes the tree, or a blob cannot have it.
    case compiler
  }

  /// The name.
  public let name: String
  /// The level it has unless an option changes it; nil if it is off.
  public let level: CheckLevels.Level?
  /// The checks that must have passed before it is made.
  public let needs: [String]
  /// What it finds, in a sentence.
  public let finds: String
  /// What to write instead, in a sentence.
  public let instead: String
  let body: Body

  init(
    _ name: String, _ level: CheckLevels.Level?, _ needs: [String] = [], _ body: Body, finds: String,
    instead: String
  ) {
    self.name = name
    self.level = level
    self.needs = needs
    self.body = body
    self.finds = finds
    self.instead = instead
  }

  /// The check of that name.
  public init?(named name: String) {
    guard let index = Self.index(of: name) else { return nil }
    self = Self.all[index]
  }

  /// All checks in the order in which they are made.
  public static let all: [NamedCheck] =
    structure + values + addresses + buses + style + chosen + providers + interrupts + graph

  private static let names = all.map { $0.name }

  /// The place of a check in `all`.
  ///
  /// Complexity: O(n) in the checks; a table would take longer to make than the few look-ups of a run.
  static func index(of name: String) -> Int? {
    names.firstIndex { $0.utf8.count == name.utf8.count && $0 == name }
  }

  /// For each check the places of those it needs.
  static let prerequisites: [[Int]] = all.map { $0.needs.compactMap { index(of: $0) } }

  /// For each check the places of those that need it.
  static let dependents: [[Int]] = {
    var dependents: [[Int]] = all.map { _ in [] }
    for (index, needed) in prerequisites.enumerated() {
      for prerequisite in needed { dependents[prerequisite].append(index) }
    }
    return dependents
  }()
}
