import DeviceTree
import LinuxBoot

/// Physical memory drawn in the terminal: a line a stretch, lowest address first, what is no RAM folded.
struct MemoryPicture {
  private let segments: [MemoryMap.Segment]
  private let showsAll: Bool
  private let style: Style
  /// That a region collides, and with what.
  private var takers: [DeviceTree.NodeID: String] = [:]
  private let digits: Int
  private let sizeWidth: Int

  init(_ prediction: Prediction, showsAll: Bool, style: Style) {
    segments = MemoryMap(prediction, includingLater: prediction.isIOMemComplete).segments
    self.showsAll = showsAll
    self.style = style
    digits = max(9, segments.map { String($0.range.base, radix: 16).utf8.count }.max() ?? 9)
    sizeWidth = segments.map { AddressText.size($0.range.size).count }.max() ?? 0
    let names = prediction.regionNames
    for region in prediction.regions where region.collisionRange != nil && takers[region.node] == nil {
      let all = prediction.takers(of: region, names: names)
      let word = region.verdict == .depends ? "may collide: " : "collides: "
      // What is there already may be known by no name.
      let names = all.isEmpty ? ["what is reserved already"] : all.prefix(2) + (all.count > 2 ? ["…"] : [])
      takers[region.node] = word + names.joined(separator: ", ")
    }
  }

  /// The picture with its heading.
  var text: String {
    guard !segments.isEmpty else { return "" }
    var text = style.paint("Physical memory", .strong) + "\n"
    let lines = Folding.lines(count: segments.count, showsAll: showsAll) { index in
      switch segments[index].kind {
      case .gap, .memory, .maybeTakenLater, .takenLater, .mappedRegion, .noMapRegion: false
      case .taken, .kernel, .doubtfulRegion, .refusedRegion, .collision: true
      }
    }
    for line in lines {
      switch line {
      case .shown(let index): text += row(segments[index])
      case .folded(let range): text += fold(segments[range])
      }
    }
    return text
  }

  private func row(_ segment: MemoryMap.Segment) -> String {
    let (bar, tone, what) = look(of: segment)
    let size = pad(AddressText.size(segment.range.size), sizeWidth)
    if segment.kind == .gap {
      return style.paint("  \(pad("", digits + 2))     ⋮      \(size)  no RAM", .faint) + "\n"
    }
    let address = AddressText.digits(segment.range.base, atLeast: digits)
    var label = what.isEmpty ? segment.label : "\(segment.label)  (\(what))"
    if segment.kind >= .doubtfulRegion { label = style.paint(label, tone) }
    return
      "  0x\(address)  \(style.paint(String(repeating: bar, count: 8), tone))  \(size)  \(label)\n"
  }

  /// One line for many stretches in which all is in order.
  private func fold(_ segments: ArraySlice<MemoryMap.Segment>) -> String {
    let regions = segments.count { $0.kind == .mappedRegion || $0.kind == .noMapRegion }
    let others = segments.count - regions
    let size = segments.reduce(0 as UInt64) { $0 &+ $1.range.size }
    var parts: [String] = []
    if regions > 0 { parts.append("\(regions) reserved region\(regions == 1 ? "" : "s")") }
    if others > 0 { parts.append("\(others) stretch\(others == 1 ? "" : "es") of RAM or none") }
    let text = "  \(pad("", digits + 2))     ⋮      \(pad(AddressText.size(size), sizeWidth))  "
    return style.paint(text + parts.joined(separator: ", ") + " (--all shows each)", .faint) + "\n"
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func look(of segment: MemoryMap.Segment) -> (bar: String, tone: Style.Tone, what: String) {
    switch segment.kind {
    case .gap: (" ", .faint, "")
    case .memory: ("░", .faint, "")
    case .maybeTakenLater: ("▒", .faint, "not certain")
    case .takenLater: ("▒", .faint, "taken after the regions")
    case .taken: ("▓", .strong, "taken before the regions")
    case .kernel: ("▓", .strong, "")
    case .mappedRegion: ("█", .good, "reserved, mapped")
    case .noMapRegion: ("█", .good, "reserved, no-map")
    case .doubtfulRegion: ("▒", .doubtful, "depends on a fact")
    case .refusedRegion: ("░", .bad, "refused: Linux uses it")
    case .collision:
      ("╳", .bad, segment.node.flatMap { takers[$0] } ?? "here it collides")
    }
  }
}
