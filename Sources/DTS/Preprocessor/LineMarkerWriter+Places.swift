import SourceDiagnostics

/// Where a text that is written stands in the sources, and what says so.
extension LineMarkerWriter {
  /// Makes what is written next stand in the line of its place, and where a line begins with it, in its column; false if
  /// it must stand on another one.
  mutating func goTo(_ place: Place, at index: Int) -> Bool {
    var column = place.column
    if lineHasText {
      guard lineMarkers, let current, !place.isSameText(as: current) || place.line > current.line else {
        return true
      }
      // Without a blank between, a line continued by a backslash may have cut a token in two.
      if index == pending { return false }
      output.append(UInt8(ascii: "\n"))
      self.current?.line += 1
      lineHasText = false
      column = place.column ?? 1
    }
    if lineMarkers { markLine(place) }
    current = place
    // Behind a long comment the place of a macro's use may be far to the right, and that of each of its lines.
    if let column, column <= Self.widestColumn, index - pending != column - 1 {
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: column - 1))
      pending = index
    }
    return true
  }

  private mutating func markLine(_ place: Place) {
    let path = source.sources[place.file].path
    var missing: Int?
    if let current {
      if place.isSameText(as: current), place.line >= current.line { missing = place.line - current.line }
    } else {
      writeMarker(firstPath, 1)
      if path == firstPath { missing = place.line - 1 }
    }
    if let missing, missing < Self.emptyLines || missing < path.utf8.count - Self.markerRoom {
      output.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: missing))
    } else {
      writeMarker(path, place.line)
    }
  }

  mutating func writeMarker(_ path: String, _ line: Int) {
    output.append(contentsOf: "# \(line) ".utf8)
    output.append(contentsOf: LineMarker.quoted(path))
    output.append(UInt8(ascii: "\n"))
  }

  /// Where byte `offset` of a segment stands in the sources; that of an expansion is the use of its macro.
  func place(of segment: TextOrigins.Segment, at offset: Int = 0) -> Place? {
    let start = segment.offset + Int32(truncatingIfNeeded: offset)
    let place =
      if segment.expansion >= 0 {
        source.origins.expansions[Int(roots[Int(segment.expansion)])].use
      } else {
        TextOrigins.Place(input: segment.input, start: start, end: start)
      }
    guard let range = source.origins.sourceRange(of: place) else { return nil }
    let location = source.sources.location(of: range)
    let isArgument = segment.expansion == TextOrigins.Segment.argument
    return Place(
      input: place.input, file: range.file, line: location.line, column: isArgument ? nil : location.column)
  }
}
