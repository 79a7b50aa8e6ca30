import DeviceTree
import LinuxBoot

/// True heights for the overview: every byte is as high as every other, except in gaps so large that the memory
/// beside them would shrink to nothing.
struct OverviewScale {
  /// The height of a gap that is folded.
  private static let fold = 14.0

  /// The first address of each piece and its height from the top on; the last is the end.
  private var starts: [UInt64] = []
  private var tops: [Double] = []
  /// The indices of the stretches that are folded.
  private(set) var folded: Set<Int> = []
  /// How many bytes a unit of height stands for.
  let bytesPerUnit: Double

  /// Fits the stretches into `height`.
  init(_ stretches: [Stretch], top: Double, height: Double) {
    let filled = stretches.reduce(0.0) { $0 + ($1.kind == .gap ? 0 : Double($1.range.size)) }
    var shown = filled
    for (index, stretch) in stretches.enumerated() where stretch.kind == .gap {
      let size = Double(stretch.range.size)
      if size > filled / 4 { folded.insert(index) } else { shown += size }
    }
    let room = max(height / 2, height - Self.fold * Double(folded.count))
    bytesPerUnit = shown > 0 && room > 0 ? shown / room : 1
    var y = top
    for (index, stretch) in stretches.enumerated() {
      starts.append(stretch.range.base)
      tops.append(y)
      y += folded.contains(index) ? Self.fold : Double(stretch.range.size) / bytesPerUnit
    }
    if let last = stretches.last {
      starts.append(last.range.end)
      tops.append(y)
    }
  }

  /// Where the overview ends.
  var bottom: Double { tops.last ?? 0 }

  /// How far down an address lies.
  ///
  /// Complexity: O(log n).
  func y(of address: UInt64) -> Double { Interpolation.y(of: address, starts: starts, tops: tops) }
}
