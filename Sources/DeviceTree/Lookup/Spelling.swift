/// Finds what a misspelt name may have been meant to be.
public enum Spelling: Sendable {
  /// The closest of some names, if it is another and differs in at most a third of the letters, whatever their case; the
  /// first in the alphabet of several.
  ///
  /// Complexity: O(n) in all letters, times those of `name`.
  public static func closest(to name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8.prefix(128))
    var best: (name: String, distance: Int)?
    // One letter of two is no likeness.
    let limit = wanted.count < 3 ? 0 : wanted.count / 3
    for candidate in names where candidate != name {
      let letters = Array(candidate.utf8.prefix(129))
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      guard distance <= limit else { continue }
      if let known = best, (known.distance, known.name) < (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func isSame(_ a: UInt8, _ b: UInt8) -> Bool {
    a == b || a ^ b == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(a | 0x20)
  }

  /// How many letters must be added, taken out, changed or swapped with their neighbour.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (isSame(a[i], b[j]) ? 0 : 1))
        if i > 0, j > 0, isSame(a[i], b[j - 1]), isSame(a[i - 1], b[j]) {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}

extension DeviceTree {
  /// A path that may have been meant by one that leads nowhere: as far as it leads, then the child with the closest
  /// name.
  ///
  /// Complexity: O(depth + n) in the letters of the children there.
  func closestPath(to path: ArraySlice<UInt8>) -> String? {
    var node = root
    for part in path.split(separator: UInt8(ascii: "/")) {
      if let next = child(named: part, of: node) {
        node = next
        continue
      }
      let names = children(of: node).map { name(of: $0) }
      let wanted = String(decoding: part, as: UTF8.self)
      guard
        let close = names.first(where: { $0.hasPrefix(wanted + "@") })
          ?? Spelling.closest(to: wanted, among: names)
      else { return nil }
      return node == root ? "/\(close)" : "\(self.path(of: node))/\(close)"
    }
    return nil
  }
}
