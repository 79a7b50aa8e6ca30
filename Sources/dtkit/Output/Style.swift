import FileSystem
import LinuxBoot

/// Colours of a terminal, or none.
struct Style {
  /// What a stretch of text is.
  enum Tone: String {
    case strong = "1"
    case good = "32"
    case doubtful = "33"
    case bad = "31"
    case faint = "2"
  }

  var isColoured: Bool

  /// Colours only where a person reads.
  static var standardOutput: Style { Style(isColoured: OpenFile.standardOutput.takesColours) }

  func paint(_ text: String, _ tone: Tone) -> String {
    isColoured ? "\u{1b}[\(tone.rawValue)m\(text)\u{1b}[0m" : text
  }

  /// How a verdict is to be read.
  func tone(of region: RegionVerdict) -> Tone {
    switch region.verdict {
    case .reserved: .good
    case .depends, .notSaved: .doubtful
    case .refused, .unplaced, .ignored, .undone: .bad
    }
  }
}
