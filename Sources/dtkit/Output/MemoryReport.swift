import DeviceTree
import FileSystem
import LinuxBoot

/// What `dtkit memory` tells a person: what becomes of each region, where everything lies, and what Linux does to
/// memory before it reads /reserved-memory.
struct MemoryReport {
  var path: String
  var prediction: Prediction
  /// What the call left open, from the command.
  var remarks: [String]
  /// Whether to list every fact about the kernel.
  var showsFacts = false
  /// Whether long lists are shown whole.
  var showsAll = false
  var style: Style

  /// Width of the text in columns: the terminal's, as far as lines of that width can be read.
  static let width = min(140, max(72, OpenFile.standardOutput.columns ?? 110))
  /// The most regions of one verdict that are shown in full.
  private static let shownOfVerdict = 20

  /// The whole report.
  var text: String {
    var text =
      heading + "\n" + regions + "\n" + MemoryPicture(prediction, showsAll: showsAll, style: style).text
      + "\n" + events
    text += messages
    if prediction.isIOMemComplete, !prediction.iomem.isEmpty { text += "\n" + iomem }
    if let later = prediction.laterUse { text += "\n" + later.text(style) }
    if showsFacts { text += "\n" + facts }
    if !assumptions.isEmpty { text += "\n" + assumptions }
    return text
  }

  private var heading: String {
    let outcome =
      switch prediction.outcome {
      case .boots: style.paint("Linux boots", .good)
      case .panics(let message): style.paint("Linux panics", .bad) + ": \(message)"
      }
    return style.paint(path, .strong) + " under \(prediction.kernelText): \(outcome)"
      + prediction.regionSummary + "\n"
  }

  private var regions: String {
    guard !prediction.regions.isEmpty else { return "" }
    var text = style.paint("What becomes of /reserved-memory", .strong) + "\n"
    let names = prediction.regions.map(\.name.count).max() ?? 0
    let isTold = regionsToTell
    for line in Folding.lines(count: isTold.count, showsAll: showsAll, matters: { isTold[$0] }) {
      guard case .shown(let index) = line else {
        text += foldRegions(line)
        continue
      }
      let region = prediction.regions[index]
      let place = region.range.map { AddressText.range($0) } ?? "no place"
      let verdict = region.verdict.rawValue
      let mark = style.paint(
        verdict + String(repeating: " ", count: max(0, 8 - verdict.count)), style.tone(of: region))
      text +=
        "  \(mark)  \(pad(region.name, names))  \(pad(place, 24))  \(pad(AddressText.size(region.size), 10))"
      text += "  \(region.isNoMap ? "no-map" : "mapped")\(region.isDynamic ? ", placed by Linux" : "")\n"
      if region.verdict != .reserved { text += region.cause.wrapped(to: Self.width, indent: "            ") }
      if lost(region) {
        text +=
          ("its name is lost when init memory is freed: of_reserved_mem_lookup finds nothing for it, and drivers "
          + "that ask for it get NULL").wrapped(to: Self.width, indent: "            ")
      }
    }
    return text
  }

  /// Which regions are worth a line of their own: of those that are not reserved, the first with each reason, and
  /// not too many of one verdict.
  private var regionsToTell: [Bool] {
    var counts: [RegionVerdict.Kind: Int] = [:]
    var before: RegionVerdict?
    return prediction.regions.map { region in
      defer { before = region }
      if region.verdict == .reserved || region.verdict == before?.verdict && region.cause == before?.cause {
        return false
      }
      counts[region.verdict, default: 0] += 1
      return counts[region.verdict, default: 0] <= Self.shownOfVerdict
    }
  }

  private func foldRegions(_ line: Folding.Line) -> String {
    guard case .folded(let range) = line else { return "" }
    let verdicts = Dictionary(grouping: prediction.regions[range], by: \.verdict)
    let words = verdicts.sorted { $0.value.count > $1.value.count }.map { verdict, regions in
      verdict == .reserved ? "are reserved as the tree asks" : "\(regions.count) \(verdict.rawValue)"
    }
    return fold(
      line,
      "regions" + (verdicts.count == 1 && verdicts[.reserved] != nil ? " " : ": ")
        + words.joined(separator: ", "))
  }

  /// What /proc/iomem will list of memory, in its own form.
  private var iomem: String {
    let lines = prediction.iomem
    var text = style.paint("What /proc/iomem will list of memory", .strong) + "\n"
    for line in Folding.lines(count: lines.count, showsAll: showsAll, matters: { lines[$0].depth == 0 }) {
      guard case .shown(let index) = line else {
        text += fold(line, "lines")
        continue
      }
      let line = lines[index]
      let indent = String(repeating: " ", count: 2 + 2 * line.depth)
      text += "\(indent)\(Self.padded(line.start))-\(Self.padded(line.end)) : \(line.name)\n"
    }
    return text
  }

  /// An address as Linux prints it there: at least eight digits.
  private static func padded(_ address: UInt64) -> String {
    AddressText.digits(address, atLeast: 8)
  }

  private func lost(_ region: RegionVerdict) -> Bool {
    region.verdict != .ignored && prediction.blob.losesName(isDynamic: region.isDynamic) == true
  }

  /// Every fact, its value and the others that were tried, and where it came from.
  var facts: String {
    FactList(facts: prediction.facts, width: Self.width, style: style).text
  }

  /// A range, or where it begins if it has no end.
  static func place(_ range: MemoryRange) -> String {
    range.end == .max ? AddressText.hex(range.base) + " and above" : AddressText.range(range)
  }

  /// The operations before the scan.
  ///
  /// What the scan does is told by the verdicts.
  private var events: String {
    let early = prediction.eventsBesideRegions
    guard !early.isEmpty else { return "" }
    let places = early.map { Self.place($0.range).count }.max() ?? 0
    var text =
      style.paint("What Linux does to memory before it reads /reserved-memory, in order", .strong) + "\n"
    var before: String?
    let lines = Folding.lines(count: early.count, showsAll: showsAll) { early[$0].operation != .add }
    for line in lines {
      guard case .shown(let index) = line else {
        text += fold(line, "ranges of RAM are added")
        continue
      }
      let event = early[index]
      let size = event.range.end == .max ? "" : AddressText.size(event.range.size)
      let row = "  \(pad(event.operation.rawValue, 8))  \(pad(Self.place(event.range), places))  "
      text += row + String(repeating: " ", count: max(0, 9 - size.count)) + size + "  "
      // A reason that stands above is not said again.
      let why = event.why == before ? "likewise" : event.why
      let indent = String(repeating: " ", count: row.count + 11)
      text += "\(why) (\(event.by))".wrapped(to: max(Self.width, 130), indent: indent).dropFirst(indent.count)
      before = event.why
    }
    return text
  }

  /// One line for many in which all is in order.
  private func fold(_ line: Folding.Line, _ what: String) -> String {
    guard case .folded(let range) = line else { return "" }
    return style.paint("  ⋮         \(range.count) more \(what) (--all shows each)", .faint) + "\n"
  }

  private var messages: String {
    let lines = prediction.messages.filter { $0.level == .error || $0.level == .warning }
    guard !lines.isEmpty else { return "" }
    return "\n" + style.paint("What Linux complains of", .strong) + "\n"
      + lines.map { $0.text.split(separator: "\n").map { "  \($0)\n" }.joined() }.joined()
  }

  private var assumptions: String {
    let lines = remarks + prediction.messages.filter { $0.level == .remark }.map(\.text)
    guard !lines.isEmpty else { return "" }
    return style.paint(
      "What was assumed (--kernel, or --config and --system-map, settle most of it)", .strong) + "\n"
      + lines.map { "  - " + $0.wrapped(to: Self.width, indent: "    ").dropFirst(4) }.joined()
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
