import DeviceTree
public import LinuxBoot

/// What a drawing of physical memory shows, before it is known how: the stretches with their words, and the lists
/// that explain them.
public struct MemoryFigure: Sendable {
  /// The tree's path, as the reader knows it.
  public let title: String
  /// The kernel: "Linux 6.13 (loongarch64, 4 KiB pages, 4 levels)".
  public let kernel: String
  /// How the boot ends and what becomes of the regions, a sentence.
  public let outcome: String
  /// Whether all is as the tree asks: Linux boots and reserves every region.
  public let isSound: Bool
  /// The stretches, lowest address first, without overlap; every address between the first and the last is in one.
  public let stretches: [Stretch]
  /// Memory that Linux knows when the scan ends, as ranges by address.
  public let banks: [Bank]
  /// The verdicts, one an entry of `reg`, in tree order.
  public let regions: [RegionRow]
  /// What Linux does to memory before it reads /reserved-memory, in order.
  public let events: [EventRow]
  /// What it does to memory behind, as far as that is known, in order.
  public let laterEvents: [EventRow]
  /// What Linux complains of.
  public let complaints: [String]
  /// What was assumed.
  public let assumptions: [String]
  /// How many hexadecimal digits every address is written with.
  public let digits: Int

  /// Describes a prediction; `remarks` are added to what was assumed.
  ///
  /// Complexity: O(n log n) in regions, events and stretches.
  public init(_ prediction: Prediction, title: String, remarks: [String] = []) {
    self.title = title
    kernel = prediction.kernelText
    outcome = prediction.outcomeText + prediction.regionSummary
    isSound = prediction.outcome == .boots && prediction.regions.allSatisfy { $0.verdict == .reserved }
    let segments = MemoryMap(prediction, includingLater: true).segments
    let finder = StretchFinder(segments)
    digits = max(9, segments.last.map { String($0.range.end, radix: 16).utf8.count } ?? 9)
    banks = prediction.memblock.memory.regions.map { Bank(range: $0.range) }
    let text = FigureText(prediction, digits: digits)
    regions = prediction.regions.map { text.row($0, stretches: finder.stretches(in: $0.range)) }
    events = prediction.eventsBesideRegions.map { text.row($0, stretches: finder.stretches(in: $0.range)) }
    laterEvents = prediction.eventsAfterScan.map { text.row($0, stretches: finder.stretches(in: $0.range)) }
    stretches = text.stretches(segments, events: events, laterEvents: laterEvents)
    complaints = prediction.messages.filter { $0.level == .error || $0.level == .warning }.map(\.text)
    assumptions = remarks + prediction.messages.filter { $0.level == .remark }.map(\.text)
  }
}
