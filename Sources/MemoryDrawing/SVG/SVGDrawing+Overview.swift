import DeviceTree
import LinuxBoot

extension SVGDrawing {
  /// The overview at true scale, and what shows which part of it each run of stretches is.
  func writeOverview(to writer: inout MarkupWriter) {
    let columns = layout.columns
    let note = layout.overview.folded.isEmpty ? "true scale" : "true scale*"
    writer.element(
      "text", ["class": "head", "x": coordinate(columns.overview), "y": coordinate(layout.top - 14)],
      text: note)
    writer.element("g", ["class": "links", "aria-hidden": "true"]) { writeLinks(to: &$0) }
    writer.element("g", ["class": "overview", "aria-hidden": "true"]) { writer in
      for piece in overviewPieces() {
        writer.element(
          "rect",
          [
            "class": piece.isFolded ? "\(Look(piece.kind).name) folded" : Look(piece.kind).name,
            "x": coordinate(columns.overview), "y": coordinate(piece.from),
            "width": coordinate(columns.overviewWidth), "height": coordinate(piece.to - piece.from),
          ])
      }
      writeMarks(to: &writer)
    }
    writer.newLine()
  }

  /// A rectangle of the overview.
  private struct Piece {
    var kind: MemoryMap.Kind
    var from: Double
    var to: Double
    var isFolded = false
  }

  /// The stretches at true scale; neighbours too thin to be seen are one piece, of the kind that most of it is.
  ///
  /// The marks beside show where something is wrong that is lost in such a piece.
  private func overviewPieces() -> [Piece] {
    let visible = 0.8
    var pieces: [Piece] = []
    var thin: [MemoryMap.Kind: Double] = [:]
    var start = layout.top
    func flush(at y: Double) {
      if let most = thin.max(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }),
        y - start >= 0.1
      {
        pieces.append(Piece(kind: most.key, from: start, to: y))
      }
      thin = [:]
    }
    for (index, stretch) in figure.stretches.enumerated() {
      let (from, to) = overviewEnds(index)
      if to - from >= visible {
        flush(at: from)
        pieces.append(
          Piece(kind: stretch.kind, from: from, to: to, isFolded: layout.overview.folded.contains(index)))
        continue
      }
      if thin.isEmpty { start = from }
      thin[stretch.kind, default: 0] += to - from
      if to - start >= visible { flush(at: to) }
    }
    flush(at: layout.overview.bottom)
    return pieces
  }

  private func overviewEnds(_ index: Int) -> (from: Double, to: Double) {
    let range = figure.stretches[index].range
    return (layout.overview.y(of: range.base), layout.overview.y(of: range.end))
  }

  /// A shape from each run of stretches between two gaps to its rows.
  private func writeLinks(to writer: inout MarkupWriter) {
    let left = layout.columns.overview + layout.columns.overviewWidth
    let right = layout.columns.links
    var index = 0
    while index < figure.stretches.count {
      let first = index
      index += 1
      guard figure.stretches[first].kind != .gap else { continue }
      while index < figure.stretches.count, figure.stretches[index].kind != .gap { index += 1 }
      let (from, to) = (layout.boxes[first].top, layout.boxes[index - 1].bottom)
      let (a, b) = (overviewEnds(first).from, overviewEnds(index - 1).to)
      writer.element(
        "path",
        [
          "d": "M\(coordinate(left)) \(coordinate(a))L\(coordinate(right)) \(coordinate(from))"
            + "V\(coordinate(to))L\(coordinate(left)) \(coordinate(b))Z"
        ])
    }
  }

  /// An arrow at each place where something is wrong: a few KiB of some GiB are not to be seen at true scale.
  private func writeMarks(to writer: inout MarkupWriter) {
    let x = layout.columns.overview - 4
    var before = -Double.infinity
    for (index, stretch) in figure.stretches.enumerated() where stretch.kind >= .doubtfulRegion {
      let (from, to) = overviewEnds(index)
      let y = (from + to) / 2
      guard y - before >= 3 else { continue }
      before = y
      writer.element(
        "path",
        ["class": "mark", "d": "M\(coordinate(x)) \(coordinate(y))l-12 -6v12z"])
    }
  }
}
