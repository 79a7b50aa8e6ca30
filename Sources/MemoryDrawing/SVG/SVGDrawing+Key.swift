import LinuxBoot

extension SVGDrawing {
  /// The kinds that the drawing has, in the key's order.
  var keyKinds: [MemoryMap.Kind] {
    let kinds = Set(figure.stretches.map(\.kind))
    return Look.order.filter { kinds.contains($0) }
  }

  /// The key, and how the heights are to be read.
  func writeKey(to writer: inout MarkupWriter) {
    let left = layout.columns.overview
    writer.element("g", ["class": "key"]) { writer in
      for (index, kind) in keyKinds.enumerated() {
        let x = left + Double(index % 3) * 252
        let y = keyTop + Double(index / 3) * Self.keyLine
        let look = Look(kind)
        writer.element("g", ["class": look.name]) { writer in
          writer.element(
            "rect",
            [
              "class": "bar", "x": coordinate(x), "y": coordinate(y), "width": "30", "height": "16",
            ])
          writer.element(
            "text", ["class": "meaning", "x": coordinate(x + 40), "y": coordinate(y + 12.5)],
            text: look.meaning)
        }
      }
      let notes = [
        "Readable scale: a bar is \(coordinate(ReadableScale.step)) higher each time the size doubles, gaps are all as high. "
          + "The line beside the bars is RAM.",
        layout.overview.folded.isEmpty ? "" : "* True scale but for wide gaps, which are folded.",
      ]
      for (index, note) in notes.enumerated() where !note.isEmpty {
        let y = coordinate(height - 36 + 17 * Double(index))
        writer.element("text", ["class": "note", "x": coordinate(left), "y": y], text: note)
      }
    }
    writer.newLine()
  }

  /// What fills the bars: a pattern a kind, so that colour is not all that tells them apart.
  func writePatterns(to writer: inout MarkupWriter) {
    writer.element("defs") { writer in
      for (name, size, shape) in Self.patterns {
        writer.element(
          "pattern",
          [
            "id": "mm-\(name)", "class": "\(name)", "width": size, "height": size,
            "patternUnits": "userSpaceOnUse",
          ]
        ) { writer in
          writer.element("rect", ["class": "ground", "width": size, "height": size])
          if !shape.isEmpty { writer.element("path", ["class": "figure", "d": shape]) }
        }
      }
    }
    writer.newLine()
  }

  private static let patterns: [(name: String, size: String, shape: String)] = [
    ("ram", "8", ""),
    ("kernel", "8", ""),
    ("taken", "8", "M-2 2l4 -4M0 8l8 -8M6 10l4 -4"),
    ("later", "8", "M2 2h1.6v1.6h-1.6zM6 6h1.6v1.6h-1.6z"),
    ("maybe", "8", "M2 2h1.6v1.6h-1.6z"),
    ("mapped", "10", "M2 5h6M5 2v6"),
    ("nomap", "6", "M3 0v6"),
    ("depends", "12", "M0 3h7M6 9h6"),
    ("refused", "14", "M-3.5 10.5l7 7M0 0l14 14M10.5 -3.5l7 7"),
    ("collision", "12", "M0 0l12 12M12 0l-12 12"),
  ]
}
