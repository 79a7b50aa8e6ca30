import DeviceTree
import LinuxBoot
import SystemPackage

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

  /// Width of the text in columns.
  static let width = 110

  /// The whole report.
  var text: String {
    var text =
      heading + "\n" + regions + "\n" + MemoryPicture(prediction, showsAll: showsAll, style: style).text
      + "\n" + events
    text += messages
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
    let lines = Folding.lines(count: prediction.regions.count, showsAll: showsAll) {
      prediction.regions[$0].verdict != .reserved
    }
    for line in lines {
      guard case .shown(let index) = line else {
        text += fold(line, "regions are reserved as the tree asks")
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

  private func lost(_ region: RegionVerdict) -> Bool {
    region.verdict != .ignored && prediction.blob.losesName(isDynamic: region.isDynamic) == true
  }

  /// Every fact, its value and the others that were tried, and where it came from.
  var facts: String {
    FactList(facts: prediction.facts, width: POSIX.columns(of: .standardOutput) ?? Self.width, style: style)
      .text
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
      text += "\(why) (\(event.by))".wrapped(to: Self.width + 20, indent: indent).dropFirst(indent.count)
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
    return style.paint("What was assumed (--config, --system-map or --kernel settle it)", .strong) + "\n"
      + lines.map { "  - " + $0.wrapped(to: Self.width, indent: "    ").dropFirst(4) }.joined()
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
