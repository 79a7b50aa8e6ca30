/// One HTML file that holds the drawing, the lists that explain it, and all it needs to be read: nothing is loaded.
public struct HTMLPage: Sendable {
  let figure: MemoryFigure
  private let drawing: SVGDrawing

  /// What a browser may do with the page: draw it, and run the one script in it.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"

  /// Makes the page of a figure.
  public init(_ figure: MemoryFigure) {
    self.figure = figure
    drawing = SVGDrawing(figure, hasHeading: false)
  }

  /// The whole file; it is well-formed XML too.
  ///
  /// Complexity: O(n) in stretches and rows.
  public var file: String {
    var writer = MarkupWriter()
    writer.raw("<!DOCTYPE html>\n")
    writer.element("html", ["lang": "en"]) { writer in
      writer.newLine()
      writer.element("head") { writeHead(to: &$0) }
      writer.newLine()
      writer.element("body") { writeBody(to: &$0) }
    }
    writer.newLine()
    return writer.text
  }

  private func writeHead(to writer: inout MarkupWriter) {
    writer.raw("\n<meta charset=\"utf-8\"/>\n")
    writer.element("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy])
    writer.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
    writer.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n<link rel=\"icon\" href=\"data:,\"/>\n")
    writer.element("title", text: "Physical memory of \(figure.title)")
    writer.newLine()
    writer.raw("style", PageStyle.sheet + DrawingStyle.sheet)
  }

  private func writeBody(to writer: inout MarkupWriter) {
    writer.newLine()
    writer.element("header") { writer in
      writer.element("h1", text: figure.title)
      writer.element("p", ["class": "kernel-name"], text: "under \(figure.kernel)")
      writer.element("p", ["class": figure.isSound ? "verdict sound" : "verdict unsound"]) { writer in
        writer.element("span", ["aria-hidden": "true"], text: figure.isSound ? "✓ " : "✗ ")
        writer.write(figure.outcome)
      }
    }
    writer.newLine()
    writer.element("main") { writer in
      writer.newLine()
      writer.element("section", ["class": "map", "aria-label": "Map of physical memory"]) { writer in
        writer.newLine()
        writeControls(to: &writer)
        // The window is no higher than the drawing at full width; the style sheet limits it to the screen.
        let shape = "aspect-ratio: \(coordinate(drawing.width)) / \(coordinate(drawing.height))"
        writer.element(
          "div", ["id": "view", "tabindex": "0", "aria-describedby": "map-help", "style": shape]
        ) {
          drawing.write(to: &$0)
        }
        writer.newLine()
      }
      writer.newLine()
      writer.element("section", ["class": "lists"]) { writeLists(to: &$0) }
      writer.newLine()
    }
    writer.newLine()
    writer.raw("<div id=\"tip\" role=\"status\" hidden=\"hidden\"></div>\n")
    writer.raw("script", PageScript.code)
  }

  private func writeControls(to writer: inout MarkupWriter) {
    writer.element("div", ["class": "controls"]) { writer in
      for (id, label, text) in [
        ("zoom-in", "Zoom in", "+"), ("zoom-out", "Zoom out", "−"), ("zoom-width", "Fit the width", "Width"),
        ("zoom-whole", "Show the whole map", "Whole"),
      ] {
        writer.element(
          "button", ["type": "button", "id": id, "title": label, "aria-label": label], text: text)
      }
      writer.element(
        "span", ["id": "map-help"],
        text: "Wheel or + and − zoom, drag moves; in the map, ↑ and ↓ go from stretch to stretch.")
    }
    writer.newLine()
  }
}
