/// What a finding says of which place.
public struct FindingKey: Hashable, Sendable {
  var rule: String
  var path: String
  var message: String

  /// The key of a finding; at another path where its node had another name.
  init(_ finding: Finding, at path: String? = nil) {
    rule = finding.rule
    self.path = path ?? finding.path
    message = finding.message
  }

  /// The key of whatever a rule says of a node.
  init(rule: String, path: String) { (self.rule, self.path, message) = (rule, path, "") }
}
