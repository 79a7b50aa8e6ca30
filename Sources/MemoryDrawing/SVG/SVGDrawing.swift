import DeviceTree
import LinuxBoot

/// The map of physical memory as SVG: at the left an overview at true scale, beside it every stretch at a height at
/// which it can be read, with its address, size and what lies there.
public struct SVGDrawing: Sendable {
  let figure: MemoryFigure
  /// Where everything lies.
  public let layout: MapLayout
  /// The drawing has the heading; a page around it has its own.
  let hasHeading: Bool

  static let margin = 24.0
  static let keyLine = 24.0

  /// Draws a figure to stand for itself.
  public init(_ figure: MemoryFigure) { self.init(figure, hasHeading: true) }

  init(_ figure: MemoryFigure, hasHeading: Bool) {
    self.figure = figure
    self.hasHeading = hasHeading
    layout = MapLayout(figure, top: hasHeading ? 148 : 44)
  }

  /// The whole file.
  ///
  /// Complexity: O(n) in stretches.
  public var file: String {
    var writer = MarkupWriter()
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    write(to: &writer)
    writer.newLine()
    return writer.text
  }

  var width: Double { max(layout.columns.width + Self.margin, 760) }
  var keyTop: Double { layout.bottom + 52 }
  var height: Double { keyTop + Self.keyLine * Double((keyKinds.count + 2) / 3) + 58 }

  /// Writes the element `svg`.
  func write(to writer: inout MarkupWriter) {
    let box = "0 0 \(coordinate(width)) \(coordinate(height))"
    let title = "Physical memory of \(figure.title)"
    let content: (inout MarkupWriter) -> Void = { writer in
      writer.newLine()
      // In a page a title would pop up wherever the pointer rests.
      if hasHeading {
        writer.element("title", ["id": "mm-title"], text: title)
        writer.element("desc", ["id": "mm-desc"], text: "Under \(figure.kernel): \(figure.outcome)")
        writer.newLine()
        writer.raw("style", DrawingStyle.sheet)
      }
      writePatterns(to: &writer)
      writer.element("rect", ["class": "paper", "width": coordinate(width), "height": coordinate(height)])
      writer.newLine()
      if hasHeading { writeHeading(to: &writer) }
      writeOverview(to: &writer)
      writeColumn(to: &writer)
      writeKey(to: &writer)
    }
    if hasHeading {
      writer.element(
        "svg",
        [
          "xmlns": "http://www.w3.org/2000/svg", "class": "memory-map", "width": coordinate(width),
          "height": coordinate(height), "viewBox": box, "role": "img", "aria-labelledby": "mm-title mm-desc",
        ], content)
    } else {
      writer.element(
        "svg",
        ["class": "memory-map", "viewBox": box, "role": "group", "aria-label": title],
        content)
    }
  }

  private func writeHeading(to writer: inout MarkupWriter) {
    let x = coordinate(Self.margin)
    writer.element("text", ["class": "heading", "x": x, "y": "42"], text: Self.shortened(figure.title, 68))
    writer.element("text", ["class": "kernel-name", "x": x, "y": "66"], text: "under \(figure.kernel)")
    let verdict = "outcome \(figure.isSound ? "sound" : "unsound")"
    let mark = figure.isSound ? "✓" : "✗"
    writer.element("text", ["class": verdict, "x": x, "y": "94"]) { writer in
      writer.write("\(mark) \(Self.shortened(figure.outcome, 100))")
    }
    writer.newLine()
  }

  /// The text, cut in its middle if it has more than `limit` characters.
  static func shortened(_ text: String, _ limit: Int) -> String {
    // A name can be as long as its author likes: look at no more of it than is needed.
    guard text.utf8.count > limit, text.count > limit else { return text }
    return "\(text.prefix(limit * 2 / 3))…\(text.suffix(limit / 3 - 1))"
  }
}
