import DTS
import DeviceTree
import SourceDiagnostics

/// What can be mended: a source, or a tree without one.
protocol FixSubject: Sendable {
  /// Where the tree's nodes stand; nil for a blob.
  var positions: SourceTable? { get }

  /// A range as a person reads it.
  func location(of range: SourceRange) -> SourceLocation?

  /// The subject with a mend, and what a person should know of it.
  func applying(_ mend: Mend) throws(Fixer.Reason) -> (Self, notes: [String])
}

extension DeviceTree: FixSubject {
  var positions: SourceTable? { nil }

  func location(of range: SourceRange) -> SourceLocation? { nil }

  func applying(_ mend: Mend) throws(Fixer.Reason) -> (DeviceTree, notes: [String]) {
    guard !mend.changes.isEmpty else { throw Fixer.Reason("it is a change of the kernel, not of the tree") }
    var tree = self
    mend.edit(&tree)
    return (tree, [])
  }
}

extension FixSubject {
  /// Where a finding stands, as a person reads it; nil in a blob.
  func location(of finding: Finding) -> SourceLocation? { finding.range.flatMap { location(of: $0) } }
}
