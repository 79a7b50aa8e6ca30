/// Finds what a misspelt name may have been meant to be.
public enum Spelling {
  /// The closest of some names, if it differs in at most a third of the letters; the first in the alphabet
  /// of several.
  ///
  /// Complexity: O(n) in all letters, times those of `name`.
  public static func closest(to name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8.prefix(128))
    var best: (name: String, distance: Int)?
    // One letter of two is no likeness.
    let limit = wanted.count < 3 ? 0 : wanted.count / 3
    for candidate in names {
      let letters = Array(candidate.utf8.prefix(129))
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      guard distance <= limit else { continue }
      if let known = best, (known.distance, known.name) < (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// How many letters must be added, taken out, changed or swapped with their neighbour.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
