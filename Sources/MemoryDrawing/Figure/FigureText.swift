import DeviceTree
import LinuxBoot

/// Puts a prediction into the words of a drawing.
struct FigureText {
  /// How many lines of reasons a stretch shows at most.
  private static let reasons = 8
  /// Of how many stretches an operation is given as the reason at most.
  private static let covered = 256
  /// How many characters of a cause a stretch shows at most.
  private static let longestCause = 500
  /// How wide the remarks in the drawing are, in characters.
  private static let remarkWidth = 62

  private let prediction: Prediction
  private let digits: Int
  private let names: [DeviceTree.NodeID: String]

  init(_ prediction: Prediction, digits: Int) {
    self.prediction = prediction
    self.digits = digits
    names = prediction.regionNames
  }

  func row(_ region: RegionVerdict, stretches: Range<Int>) -> RegionRow {
    RegionRow(
      verdict: region.verdict, name: region.name, place: region.range.map(place) ?? "no place",
      size: AddressText.size(region.size),
      manner: (region.isNoMap ? "no-map" : "mapped") + (region.isDynamic ? ", placed by Linux" : ""),
      causes: causes(region), stretches: stretches)
  }

  func row(_ event: BootEvent, stretches: Range<Int>) -> EventRow {
    EventRow(
      operation: event.operation, place: place(event.range),
      size: event.range.end == .max ? "" : AddressText.size(event.range.size), why: event.why, by: event.by,
      stretches: stretches)
  }

  private func causes(_ region: RegionVerdict) -> [String] {
    var lines: [String] = []
    if region.verdict != .reserved, !region.cause.isEmpty { lines.append(region.cause) }
    if region.verdict != .ignored, prediction.blob.losesName(isDynamic: region.isDynamic) == true {
      lines.append("its name is lost when init memory is freed: drivers that ask for it get NULL")
    }
    return lines
  }

  private func place(_ range: MemoryRange) -> String {
    range.end == .max ? "\(AddressText.hex(range.base)) and above" : AddressText.range(range)
  }

  /// The stretches with their words.
  func stretches(
    _ segments: [MemoryMap.Segment], events: [EventRow], laterEvents: [EventRow]
  ) -> [Stretch] {
    let verdicts = VerdictFinder(prediction.regions)
    let reasons = reasons(segments, events: events, laterEvents: laterEvents)
    return segments.enumerated().map { index, segment in
      let region = segment.node.flatMap { verdicts.verdict(of: $0, at: segment.range) }
      let isRegion = segment.kind >= .mappedRegion
      return Stretch(
        range: segment.range, kind: segment.kind, label: label(segment),
        tag: Self.tag(of: segment.kind, region),
        remarks: remarks(segment, isRegion ? region : nil).flatMap { Self.wrapped($0, Self.remarkWidth) },
        details: [place(segment.range) + ", " + AddressText.size(segment.range.size)]
          + (isRegion ? region.map(details) ?? [] : reasons[index]), node: isRegion ? segment.node : nil)
    }
  }

  private func label(_ segment: MemoryMap.Segment) -> String {
    switch segment.kind {
    case .gap: "no RAM"
    case .takenLater: "taken after the regions are read"
    case .maybeTakenLater: "taken then in some builds"
    default: segment.label
    }
  }

  private static func tag(of kind: MemoryMap.Kind, _ region: RegionVerdict?) -> String {
    switch kind {
    case .gap, .memory, .maybeTakenLater, .takenLater, .taken, .kernel: ""
    case .mappedRegion: "reserved, mapped"
    case .noMapRegion: "reserved, no-map"
    case .doubtfulRegion: "depends"
    case .refusedRegion: "refused"
    case .collision: region?.verdict == .depends ? "may collide" : "collides"
    }
  }

  /// What stands in the drawing itself where something is wrong.
  private func remarks(_ segment: MemoryMap.Segment, _ region: RegionVerdict?) -> [String] {
    guard let region else { return [] }
    switch segment.kind {
    case .collision:
      let takers = prediction.takers(of: region, names: names)
      if takers.isEmpty { return ["these bytes are reserved already"] }
      let listed = takers.prefix(3).joined(separator: ", ")
      let condition = region.verdict == .depends ? "a fact that was not given decides; " : ""
      return [
        condition + "taken first: " + listed + (takers.count > 3 ? ", and \(takers.count - 3) more" : "")
      ]
    case .refusedRegion where region.range?.base == segment.range.base:
      return ["all \(AddressText.size(region.size)) of it are refused: Linux uses them as its own RAM"]
    case .doubtfulRegion where region.range?.base == segment.range.base:
      return ["a fact that was not given decides"]
    default: return []
    }
  }

  private func details(_ region: RegionVerdict) -> [String] {
    var lines = ["\(region.path): \(region.verdict.rawValue), \(region.isNoMap ? "no-map" : "mapped")"]
    if let range = region.range {
      lines.append("the whole region: \(place(range)), \(AddressText.size(region.size))")
    }
    return lines + causes(region).map(Self.cut)
  }

  /// A cause as the table has it, or its beginning: one that tries dozens of facts would cover the whole map.
  private static func cut(_ cause: String) -> String {
    cause.utf8.count > longestCause ? cause.prefix(longestCause) + " … (the table has all)" : cause
  }

  /// Why each stretch that is no region was taken, in order, each reason once.
  private func reasons(
    _ segments: [MemoryMap.Segment], events: [EventRow], laterEvents: [EventRow]
  ) -> [[String]] {
    var reasons = [[String]](repeating: [], count: segments.count)
    var more = [Int](repeating: 0, count: segments.count)
    func add(_ rows: [EventRow], to kinds: Set<MemoryMap.Kind>) {
      for row in rows where row.operation == .reserve || row.operation == .allocate {
        let line = "\(row.why) (\(row.by))"
        // Thousands of reservations may cover thousands of stretches: the first few of each tell enough.
        for index in row.stretches.prefix(Self.covered) where kinds.contains(segments[index].kind) {
          if reasons[index].last == line { continue }
          if reasons[index].count < Self.reasons { reasons[index].append(line) } else { more[index] += 1 }
        }
      }
    }
    add(events, to: [.taken, .kernel])
    add(laterEvents, to: [.takenLater])
    for (index, count) in more.enumerated() where count > 0 {
      reasons[index].append("and \(count) more")
    }
    return reasons
  }

  /// The text broken at blanks into lines of at most `width` characters; a longer word has a line of its own.
  static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var (line, count) = ("", 0)
    for bytes in text.utf8.split(separator: UInt8(ascii: " ")) {
      let word = Substring(bytes)
      let length = word.count
      if count > 0, count + 1 + length > width {
        lines.append(line)
        (line, count) = ("", 0)
      }
      line += count == 0 ? String(word) : " " + word
      count += length + (count == 0 ? 0 : 1)
    }
    return count == 0 ? lines : lines + [line]
  }
}
