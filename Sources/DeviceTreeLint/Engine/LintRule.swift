/// One thing to look for.
///
/// The doc comment of a rule's type is its manual: docs/rules.md is made from it.
public protocol LintRule: Sendable {
  /// The name, in lower case with dashes; it stands behind every finding and stays what it is.
  static var name: String { get }

  /// Whether what it finds follows from how Linux boots on one architecture, not from the tree alone.
  static var dependsOnArchitecture: Bool { get }

  /// Everything that the rule finds, in any order.
  func check(_ input: LintInput) -> [Finding]
}

extension LintRule {
  /// Most rules ask the boot model.
  public static var dependsOnArchitecture: Bool { true }
}
