import DeviceTree
import LinuxBoot

/// Where everything of a drawing lies, in units of the drawing; y grows downwards and with the address.
public struct MapLayout: Sendable {
  /// One stretch in the readable column.
  public struct Box: Hashable, Sendable {
    /// The upper edge.
    public let top: Double
    /// The height: that of the scale, or what its lines of text need if that is more.
    public let height: Double
    /// The lower edge.
    public var bottom: Double { top + height }
  }

  /// The height of a line of a stretch's remarks.
  static let remarkLine = 16.0
  /// The distance from a stretch's upper edge to the end of its first line of text.
  static let firstLine = 24.0
  /// The overview is at most this high, so that it stays an overview.
  static let overviewLimit = 640.0

  /// One box a stretch, in the same order, each beginning where the one before ends.
  public let boxes: [Box]
  /// Where the map begins.
  public let top: Double
  /// Where the map ends.
  public let bottom: Double
  /// The columns, from left to right.
  let columns: Columns
  let overview: OverviewScale
  private let starts: [UInt64]
  private let tops: [Double]

  /// Lays the stretches out below `top`.
  ///
  /// Complexity: O(n) in stretches.
  public init(_ figure: MemoryFigure, top: Double) {
    var boxes: [Box] = []
    boxes.reserveCapacity(figure.stretches.count)
    var y = top
    for stretch in figure.stretches {
      let height = Self.height(of: stretch)
      boxes.append(Box(top: y, height: height))
      y += height
    }
    self.boxes = boxes
    self.top = top
    bottom = y
    columns = Columns(digits: figure.digits, words: Columns.widthOfWords(figure.stretches))
    overview = OverviewScale(figure.stretches, top: top, height: min(y - top, Self.overviewLimit))
    starts = figure.stretches.map(\.range.base) + (figure.stretches.last.map { [$0.range.end] } ?? [])
    tops = boxes.map(\.top) + [y]
  }

  /// How high a stretch is drawn.
  static func height(of stretch: Stretch) -> Double {
    if stretch.kind == .gap { return ReadableScale.gap }
    let text =
      stretch.remarks.isEmpty ? 0 : firstLine + remarkLine * Double(stretch.remarks.count) + 2
    return max(ReadableScale.height(of: stretch.range.size), text)
  }

  /// How far down an address lies in the readable column.
  ///
  /// Complexity: O(log n).
  public func y(of address: UInt64) -> Double {
    Interpolation.y(of: address, starts: starts, tops: tops)
  }
}

/// The columns of the drawing, as distances from the left edge.
struct Columns {
  /// How wide a character of an address is.
  static let digit = 7.3

  let overview = 28.0
  let overviewWidth = 46.0
  /// Where the readable side begins; what shows which part of the overview it is ends here.
  let links = 116.0
  /// Where addresses end.
  let addressEnd: Double
  /// The line that shows memory banks.
  let bank: Double
  let bar: Double
  let barWidth = 132.0
  /// Where sizes end.
  let sizeEnd: Double
  let label: Double
  let width: Double

  init(digits: Int, words: Double) {
    addressEnd = links + 12 + Self.digit * Double(digits + 2)
    bank = addressEnd + 10
    bar = bank + 12
    sizeEnd = bar + barWidth + 100
    label = sizeEnd + 18
    width = label + words
  }

  /// How wide the widest words beside the bars are, as far as fonts can be guessed.
  static func widthOfWords(_ stretches: [Stretch]) -> Double {
    var widest = 0.0
    for stretch in stretches {
      let tag = stretch.tag.isEmpty ? 0 : 10 + 7.0 * Double(stretch.tag.utf8.count)
      let label = digit * Double(min(stretch.label.utf8.count, stretch.tag.isEmpty ? 58 : 40))
      let remark = 6.6 * Double(stretch.remarks.map(\.utf8.count).max() ?? 0)
      widest = max(widest, label + tag, remark)
    }
    return min(max(widest + 8, 260), 470)
  }

  var barEnd: Double { bar + barWidth }
}
