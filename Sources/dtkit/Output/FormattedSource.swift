import KernelImage
import SourceDiagnostics

/// A source with its text before and after it was laid out.
struct FormattedSource {
  var path: String
  var before: [UInt8]
  var after: [UInt8]

  var isChanged: Bool { before != after }
  private var name: String { path == "-" ? "<stdin>" : path }

  /// The text before, alone.
  var sources: SourceMap {
    var sources = SourceMap()
    _ = sources.add(path: name, text: before)
    return sources
  }

  /// A finding for each place that is laid out otherwise, with the lines that come there.
  var findings: [Diagnostic] {
    let (old, new) = (SourceFile(path: path, text: before), SourceFile(path: path, text: after))
    guard let file = sources.file(at: name) else { return [] }
    return LineChange.all(from: before, to: after).map { change in
      let lines = Self.bytes(of: change.old, in: old)
      let range = SourceRange(file: file, start: lines.lowerBound, end: lines.upperBound)
      var finding = Diagnostic(.warning, Self.text(of: change), at: range, rule: "layout")
      let edit = SourceEdit(range, Array(after[Self.bytes(of: change.new, in: new)]))
      finding.fixes = [.init("lay them out", edits: [edit])]
      return finding
    }
  }

  private static func text(of change: LineChange) -> String {
    switch (change.old.count, change.new.count) {
    case (0, _): "an empty line is missing here"
    case (1, 0): "this empty line is one too many"
    case (_, 0): "these empty lines are too many"
    case (1, _): "this line is laid out otherwise"
    default: "these lines are laid out otherwise"
    }
  }

  /// The bytes of whole lines, counted from 0, with their line ends.
  private static func bytes(of lines: Range<Int>, in file: SourceFile) -> Range<Int> {
    let start = file.byteRange(ofLine: lines.lowerBound + 1).lowerBound
    return start..<max(start, file.byteRange(ofLine: lines.upperBound + 1).lowerBound)
  }
}
