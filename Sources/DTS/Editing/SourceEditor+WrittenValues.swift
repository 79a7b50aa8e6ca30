public import DeviceTree
import SourceDiagnostics

/// Values as the text of a definition has them, behind its `=`.
extension SourceEditor {
  /// Writes another value, given as source text, in the place of the property's last one; "" for none.
  public mutating func setValue(
    _ text: String, of name: String, in node: DeviceTree.NodeID
  ) throws(Refusal) {
    let property = try property(name, of: node)
    guard let whole = positions.extents(of: property).last?.whole else { throw madeByMacro(name, property) }
    let written = writtenValue(of: property, in: whole)
    if text.isEmpty {
      let value = SourceRange(file: whole.file, start: written.nameEnd, end: written.range.end)
      try checkHoldsOnlyValue(value, name, node)
      return try edit(value, "")
    }
    try checkHoldsOnlyValue(written.range, name, node)
    guard written.range.start < written.range.end else {
      return try edit(SourceRange(file: whole.file, start: whole.end - 1, end: whole.end - 1), " = \(text)")
    }
    let elements = positions.elements(of: property, count: tree.bytes(of: property).count)
    if positions.extents(of: property).last?.value == nil, elements.contains(where: { $0.isExpanded }) {
      note("the macro used here stays as it is", at: written.range)
    }
    try edit(written.range, text)
  }

  /// Where the name of a property ends in its definition, and the text behind its `=` with the macros that make it;
  /// empty, before the `;`, where there is none.
  private func writtenValue(
    of property: DeviceTree.PropertyID, in whole: SourceRange
  ) -> (nameEnd: Int, range: SourceRange) {
    let text = Array(bytes(of: whole))
    let pieces = (try? PieceScanner.pieces(of: text)) ?? []
    let name = pieces.first?.range.upperBound ?? 0
    var range = SourceRange(file: whole.file, start: whole.end - 1, end: whole.end - 1)
    if let equals = pieces.firstIndex(where: { $0.isMark("=") }),
      let first = pieces[(equals + 1)...].first(where: { !$0.isComment }),
      let last = pieces[(equals + 1)...].dropLast().last(where: { !$0.isComment })
    {
      (range.start, range.end) = (whole.start + first.range.lowerBound, whole.start + last.range.upperBound)
    }
    return (whole.start + name, range)
  }

  /// Refuses a value with conditions in it, of which only one branch is known; comments that go are told.
  private mutating func checkHoldsOnlyValue(
    _ range: SourceRange, _ name: String, _ node: DeviceTree.NodeID
  ) throws(Refusal) {
    let pieces = (try? PieceScanner.pieces(of: Array(bytes(of: range)))) ?? []
    if let directive = pieces.first(where: { $0.kind == .directive }) {
      throw Refusal(
        reason: "the value of \(name) of \(self.name(of: node)) has lines of the preprocessor in it",
        range: SourceRange(
          file: range.file, start: range.start + directive.range.lowerBound,
          end: range.start + directive.range.upperBound), help: "change it by hand")
    }
    if let comment = pieces.first(where: { $0.isComment }) {
      note(
        "this comment stood in the old value and goes with it",
        at: SourceRange(
          file: range.file, start: range.start + comment.range.lowerBound,
          end: range.start + comment.range.upperBound))
    }
  }
}
