/// Where a reader of a source stands among its conditions, `#if` to `#endif`, counted from where the reading began.
///
/// What is outside of the conditions that began on the way, and in no other branch of those that were open already, holds
/// wherever the beginning does.
struct ConditionDepth {
  /// The depths of braces at the `#if`s that are open: each of their branches begins there.
  private var braces: [Int] = []
  /// Whether this is another branch of a condition that was open at the beginning.
  private var isElsewhere = false

  /// Whether what stands here holds wherever the beginning does.
  var isOutside: Bool { braces.isEmpty && !isElsewhere }

  /// Goes over a directive; `depth`, that of braces, is set to what it is in the branch that begins.
  mutating func pass(_ directive: Directive, depth: inout Int) {
    switch directive {
    case .ifTrue, .ifdef, .ifndef: braces.append(depth)
    case .elif, .elifdef, .elifndef, .otherwise:
      if let start = braces.last { depth = start } else { isElsewhere = true }
    case .endif: if braces.popLast() == nil { isElsewhere = false }
    default: break
    }
  }
}

extension SourcePiece {
  /// The directive that a piece is, as a line of `text`; nil for any other piece.
  func directive(in text: ArraySlice<UInt8>) -> Directive? {
    guard kind == .directive else { return nil }
    let line = text[(text.startIndex + range.lowerBound + 1)..<(text.startIndex + range.upperBound)]
    return Directive(line.drop { $0.isBlank }.prefix { $0.isNameByte })
  }
}
