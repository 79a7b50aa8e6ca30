/// What keeps a tree from being printed: the text would be out of all proportion to the tree (`OutputLimits`).
public enum PrintError: Error, Equatable, Sendable {
  /// Nodes are nested so deep that the lines would be indentation more than anything else.
  case indentation(depth: Int)
  /// Nodes are nested so deep, and a version before 16 states the path of each.
  case paths(depth: Int)
  /// The layout asks for so many free entries in the list of memory reservations.
  case freeReservations(count: Int)

  /// What to do about it, as a part of a sentence.
  public var help: String {
    switch self {
    case .indentation: "write a blob (dtb), which is not indented, or nest the nodes less deeply"
    case .paths: "write version 16 or 17, which state names only"
    case .freeReservations: "ask for fewer, or write a blob (dtb)"
    }
  }
}

extension PrintError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .indentation(let depth):
      "the nodes are nested \(depth) deep, and indentation would take far more room than the tree"
    case .paths(let depth):
      "the nodes are nested \(depth) deep, and their paths would take far more room than the tree"
    case .freeReservations(let count):
      "\(count) free memory reservations would take far more room than the tree"
    }
  }
}
