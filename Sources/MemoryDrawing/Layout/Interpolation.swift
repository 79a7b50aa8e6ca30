/// Heights between known addresses.
enum Interpolation {
  /// The height of `address`, straight between the two starts around it.
  ///
  /// Complexity: O(log n).
  static func y(of address: UInt64, starts: [UInt64], tops: [Double]) -> Double {
    var (low, high) = (0, min(starts.count, tops.count))
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] > address { high = middle } else { low = middle + 1 }
    }
    guard low > 0 else { return tops.first ?? 0 }
    guard low < starts.count, low < tops.count else { return tops.last ?? 0 }
    let (from, to) = (starts[low - 1], starts[low])
    let part = to > from ? Double(address - from) / Double(to - from) : 0
    return tops[low - 1] + part * (tops[low] - tops[low - 1])
  }
}
