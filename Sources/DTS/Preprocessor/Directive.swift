/// The names after `#` that make a line a directive; any other line that begins with `#` is device-tree
/// text.
enum Directive: String, CaseIterable {
  case define, undef, include
  case includeNext = "include_next"
  case ifTrue = "if"
  case ifdef, ifndef, elif, elifdef, elifndef
  case otherwise = "else"
  case endif, error, warning, line, pragma, ident, sccs, assert, unassert
  case includeOnce = "import"
  /// A `#` alone on its line.
  case none = ""

  private static let spellings = allCases.map { (Array($0.rawValue.utf8), $0) }

  /// The directive of this name.
  init?(_ name: ArraySlice<UInt8>) {
    for (spelling, directive) in Self.spellings
    where spelling.count == name.count && spelling.first == name.first && spelling.elementsEqual(name) {
      self = directive
      return
    }
    return nil
  }
}
