import SourceDiagnostics

/// The branches of a file's conditions, `#if` to `#endif`, before any preprocessing.
struct SourceConditions {
  /// What one condition rules.
  struct Branch {
    /// The directive that begins it: `#if`, `#elif` or `#else` with its kin.
    var directive: Range<Int>
    /// Where the directive begins that ends it.
    var end: Int
  }

  /// In order of their beginnings.
  private var branches: [Branch] = []

  /// Finds the branches of a text; none in one that cannot be read as a source.
  ///
  /// Complexity: O(n).
  init(of text: [UInt8]) {
    guard let pieces = try? PieceScanner.pieces(of: text) else { return }
    var open: [Int] = []
    for piece in pieces {
      guard let directive = piece.directive(in: text[...]) else { continue }
      switch directive {
      case .ifTrue, .ifdef, .ifndef: open.append(begin(piece.range))
      case .elif, .elifdef, .elifndef, .otherwise:
        guard let last = open.popLast() else { continue }
        branches[last].end = piece.range.lowerBound
        open.append(begin(piece.range))
      case .endif: if let last = open.popLast() { branches[last].end = piece.range.lowerBound }
      default: break
      }
    }
  }

  private mutating func begin(_ directive: Range<Int>) -> Int {
    branches.append(Branch(directive: directive, end: .max))
    return branches.count - 1
  }

  /// The branches that a place stands in, the outermost first.
  ///
  /// Complexity: O(branches).
  func branches(at offset: Int) -> [Branch] {
    branches.filter { $0.directive.upperBound <= offset && offset <= $0.end }
  }

  /// The innermost branch that rules `offset` but not `other`; nil if what stands here holds wherever `other` does.
  func branch(at offset: Int, notAt other: Int?) -> Branch? {
    branches(at: offset).last { branch in
      guard let other else { return true }
      return !(branch.directive.upperBound <= other && other <= branch.end)
    }
  }
}
