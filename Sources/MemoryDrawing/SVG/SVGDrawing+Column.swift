import DeviceTree
import LinuxBoot

extension SVGDrawing {
  /// The readable side: a row a stretch.
  func writeColumn(to writer: inout MarkupWriter) {
    let columns = layout.columns
    let y = coordinate(layout.top - 14)
    for (name, x, text) in [
      ("head end", columns.addressEnd, "address"), ("head", columns.bar, "readable scale"),
      ("head end", columns.sizeEnd, "size"), ("head", columns.label, "what lies there"),
    ] {
      writer.element("text", ["class": name, "x": coordinate(x), "y": y], text: text)
    }
    writer.newLine()
    for (index, box) in layout.boxes.enumerated() { writeRow(index, box, to: &writer) }
    if let last = figure.stretches.last {
      writeAddress(last.range.end, top: layout.bottom - 2, to: &writer)
      writer.newLine()
    }
    writeBanks(to: &writer)
    writeBrackets(to: &writer)
  }

  private func writeRow(_ index: Int, _ box: MapLayout.Box, to writer: inout MarkupWriter) {
    let stretch = figure.stretches[index]
    let columns = layout.columns
    let size = ShortSize.text(stretch.range.size)
    let title = stretch.tag.isEmpty ? stretch.label : "\(stretch.label) (\(stretch.tag))"
    writer.element(
      "g",
      [
        "class": "stretch \(Look(stretch.kind).name)", "id": "stretch-\(index)", "role": "img",
        "aria-label": "\(title), \(stretch.details.first ?? size)",
      ]
    ) { writer in
      writer.element("title", text: title)
      writer.element("desc", text: stretch.details.joined(separator: "\n"))
      writer.element(
        "rect",
        [
          "class": "row", "x": coordinate(columns.links), "y": coordinate(box.top),
          "width": coordinate(columns.width - columns.links), "height": coordinate(box.height),
        ])
      writer.element(
        "path",
        [
          "class": "rule",
          "d": "M\(coordinate(columns.links)) \(coordinate(box.top))H\(coordinate(columns.width))",
        ])
      writer.element(
        "rect",
        [
          "class": "bar", "x": coordinate(columns.bar), "y": coordinate(box.top),
          "width": coordinate(columns.barWidth), "height": coordinate(box.height),
        ])
      writeAddress(stretch.range.base, top: box.top, to: &writer)
      let line = coordinate(box.top + 15)
      writer.element("text", ["class": "size", "x": coordinate(columns.sizeEnd), "y": line], text: size)
      writeWords(stretch, top: box.top, to: &writer)
    }
    writer.newLine()
  }

  private func writeAddress(_ address: UInt64, top: Double, to writer: inout MarkupWriter) {
    let text = String(address, radix: 16)
    let zeros = String(repeating: "0", count: max(0, figure.digits - text.utf8.count))
    let columns = layout.columns
    writer.element(
      "text", ["class": "address", "x": coordinate(columns.addressEnd), "y": coordinate(top + 15)]
    ) { writer in
      writer.element("tspan", ["class": "zeros"], text: "0x" + zeros)
      writer.write(text)
    }
  }

  private func writeWords(_ stretch: Stretch, top: Double, to writer: inout MarkupWriter) {
    let x = coordinate(layout.columns.label)
    let label = Self.shortened(stretch.label, stretch.tag.isEmpty ? 58 : 40)
    writer.element("text", ["class": "label", "x": x, "y": coordinate(top + 15)]) { writer in
      writer.write(label)
      if !stretch.tag.isEmpty {
        writer.element("tspan", ["class": "tag", "dx": "10"], text: stretch.tag)
      }
    }
    for (index, remark) in stretch.remarks.enumerated() {
      let y = top + MapLayout.firstLine - 6 + MapLayout.remarkLine * Double(index + 1)
      writer.element(
        "text", ["class": "remark", "x": x, "y": coordinate(y)], text: Self.shortened(remark, 70))
    }
  }

  /// A line beside the bars for each piece of memory that Linux knows.
  private func writeBanks(to writer: inout MarkupWriter) {
    let x = coordinate(layout.columns.bank)
    for bank in figure.banks {
      let (from, to) = (layout.y(of: bank.range.base), layout.y(of: bank.range.end))
      writer.element("path", ["class": "bank", "d": "M\(x) \(coordinate(from + 2))V\(coordinate(to - 2))"]) {
        $0.element(
          "title", text: "RAM \(AddressText.range(bank.range)), \(AddressText.size(bank.range.size))")
      }
    }
    writer.newLine()
  }

  /// A bracket around each region that is refused as a whole: only some of its bytes collide.
  private func writeBrackets(to writer: inout MarkupWriter) {
    let x = layout.columns.barEnd + 5
    var index = 0
    let stretches = figure.stretches
    while index < stretches.count {
      let first = index
      index += 1
      guard stretches[first].kind >= .doubtfulRegion, let node = stretches[first].node else { continue }
      while index < stretches.count, stretches[index].node == node { index += 1 }
      let (from, to) = (layout.boxes[first].top + 2, layout.boxes[index - 1].bottom - 2)
      writer.element(
        "path",
        [
          "class":
            "bracket \(Look(stretches[first].kind == .doubtfulRegion ? .doubtfulRegion : .refusedRegion).name)",
          "d": "M\(coordinate(x)) \(coordinate(from))h7V\(coordinate(to))h-7",
        ])
    }
    writer.newLine()
  }
}
