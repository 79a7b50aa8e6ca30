public import DeviceTree
public import SourceDiagnostics

/// What one of dtc's named checks found.
public struct CheckFinding: Sendable {
  /// The check's name.
  public var check: String
  /// Whether it is a warning or an error.
  public var level: CheckLevels.Level
  /// The node it is about; nil if a check could not be made.
  public var node: DeviceTree.NodeID?
  /// The property it is about.
  public var property: DeviceTree.PropertyID?
  /// The path of the node and, behind a colon, the property's name; nil if there is no node.
  public var subject: String?
  /// The finding, in dtc's words.
  public var message: String

  /// How many further places of a node are told: it may be opened any number of times.
  private static let placeLimit = 8

  /// The finding with its place in the sources.
  ///
  /// - Parameter positions: Nil for a tree that was not made from a source.
  public func diagnostic(positions: SourceTable?) -> Diagnostic {
    let text = subject.map { "\($0): \(message)" } ?? message
    var diagnostic = Diagnostic(level == .error ? .error : .warning, text, rule: check)
    guard let positions, let node else { return diagnostic }
    if let property, let range = positions.statedRange(of: property) {
      diagnostic.range = range
      diagnostic.notes = positions.notes(of: property)
    } else {
      let places = positions.ranges(of: node)
      diagnostic.range = places.first
      diagnostic.notes = places.dropFirst().prefix(Self.placeLimit).map {
        Diagnostic.Note("also defined here", at: $0)
      }
    }
    return diagnostic
  }

  /// The finding as dtc prints it, line ends included.
  ///
  /// - Parameter output: What dtc names where there is no source: the output file, or `<stdout>`.
  public func dtcText(positions: SourceTable?, sources: SourceMap, output: String) -> String {
    var places: [String] = []
    if let positions {
      if let property, let range = positions.range(of: property) {
        places = [sources.dtcText(of: range)]
      } else if let node {
        places = positions.blockRanges(of: node).map { sources.dtcText(of: $0) }
      }
    }
    let kind = level == .error ? "ERROR" : "Warning"
    let about = subject.map { "\($0): " } ?? ""
    var text = "\(places.first ?? output): \(kind) (\(check)): \(about)\(message)\n"
    if property == nil {
      for place in places.dropFirst() { text += "  also defined at \(place)\n" }
    }
    return text
  }
}

extension SourceMap {
  /// A place as dtc writes it: "file:line.column-column", or with two lines; the end is not included.
  public func dtcText(of range: SourceRange) -> String {
    let first = location(of: range)
    let last = location(of: SourceRange(file: range.file, start: range.end, end: range.end))
    if first.line != last.line {
      return "\(first.path):\(first.line).\(first.column)-\(last.line).\(last.column)"
    }
    let end = first.column == last.column ? "" : "-\(last.column)"
    return "\(first.path):\(first.line).\(first.column)\(end)"
  }
}
