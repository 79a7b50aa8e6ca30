import DeviceTree
import LinuxBoot

/// Physical memory drawn in the terminal: a line a stretch, lowest address first, what is no RAM folded.
struct MemoryPicture {
  private let segments: [MemoryMap.Segment]
  private let style: Style

  init(_ prediction: Prediction, style: Style) {
    segments = MemoryMap(prediction).segments
    self.style = style
  }

  /// The picture with its heading and its key.
  var text: String {
    guard !segments.isEmpty else { return "" }
    let digits = max(9, segments.map { String($0.range.base, radix: 16).count }.max() ?? 9)
    let sizes = segments.map { AddressText.size($0.range.size).count }.max() ?? 0
    var text = style.paint("Physical memory", .strong) + "\n"
    for segment in segments {
      let size = AddressText.size(segment.range.size)
      let fill = String(repeating: " ", count: max(0, sizes - size.count))
      let (bar, tone, what) = Self.look(of: segment.kind)
      if segment.kind == .gap {
        let blank = String(repeating: " ", count: digits + 2)
        text += style.paint("  \(blank)     ⋮      \(fill)\(size)  no RAM", .faint) + "\n"
        continue
      }
      let address = String(segment.range.base, radix: 16)
      let zeros = String(repeating: "0", count: digits - address.count)
      let label = what.isEmpty ? segment.label : "\(segment.label)  (\(what))"
      text +=
        "  0x\(zeros)\(address)  \(style.paint(String(repeating: bar, count: 8), tone))  \(fill)\(size)  \(label)\n"
    }
    return text
  }

  private static func look(of kind: MemoryMap.Kind) -> (bar: String, tone: Style.Tone, what: String) {
    switch kind {
    case .gap: (" ", .faint, "")
    case .memory: ("░", .faint, "")
    case .maybeTakenLater: ("▒", .faint, "not certain")
    case .takenLater: ("▒", .faint, "after the regions")
    case .taken: ("▓", .strong, "taken before the regions")
    case .kernel: ("▓", .strong, "")
    case .mappedRegion: ("█", .good, "reserved, mapped")
    case .noMapRegion: ("█", .good, "reserved, no-map")
    case .refusedRegion: ("░", .bad, "refused: Linux uses it")
    case .collision: ("╳", .bad, "here it collides")
    }
  }
}
