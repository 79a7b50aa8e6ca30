/// A line of /proc/iomem that only one of two predictions has.
public struct IOMemChange: Hashable, Sendable {
  /// The line.
  public let line: IOMemLine
  /// Whether the second has it; else the first.
  public let isAdded: Bool

  /// The lines that are in one list alone, by address, those of the first list first.
  static func changes(from before: [IOMemLine], to after: [IOMemLine]) -> [IOMemChange] {
    var surplus: [IOMemLine: Int] = [:]
    for line in after { surplus[line, default: 0] += 1 }
    var changes: [IOMemChange] = []
    for line in before {
      if let count = surplus[line], count > 0 {
        surplus[line] = count - 1
      } else {
        changes.append(IOMemChange(line: line, isAdded: false))
      }
    }
    for line in after {
      guard let count = surplus[line], count > 0 else { continue }
      surplus[line] = count - 1
      changes.append(IOMemChange(line: line, isAdded: true))
    }
    return changes.enumerated().sorted { a, b in
      (a.element.line.start, a.offset) < (b.element.line.start, b.offset)
    }.map(\.element)
  }
}
