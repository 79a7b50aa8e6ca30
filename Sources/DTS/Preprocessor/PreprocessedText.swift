public import SourceDiagnostics

/// A source with its includes and macros carried out and its comments gone: what `gcc -E` shows.
///
/// dtc's own `/include/` and `/incbin/` stay as they are written, since a preprocessor knows nothing of them. A compiler
/// looks for their files beside the one it reads, so a text that has any belongs where its source lies, or its folder
/// among those to search.
public struct PreprocessedText: Sendable {
  /// Every text that took part.
  public let sources: SourceMap
  /// Warnings; errors would have kept the text from being made.
  public let diagnostics: [Diagnostic]
  /// The paths of all files read, the main file first, each once.
  public let dependencies: [String]
  let text: [UInt8]
  let origins: TextOrigins

  init(_ preprocessor: consuming Preprocessor) {
    sources = preprocessor.sources
    diagnostics = preprocessor.diagnostics
    dependencies = preprocessor.dependencies
    text = preprocessor.text
    origins = preprocessor.origins
  }

  /// Writes the text as it comes, in pieces of at least 64 KiB while there is so much.
  ///
  /// With line markers (`# 12 "file"`), as dtc, cpp and this compiler read them, every line says where it stands in the
  /// sources; a line that continues behind a comment or an argument of several lines is broken there. Lines of which
  /// nothing is left appear as empty ones where they are few, and not at all without markers.
  ///
  /// Complexity: O(n log m) in the bytes of the text and the lines of the sources.
  public func write<Failure: Error>(
    lineMarkers: Bool = true, to output: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = LineMarkerWriter(self, lineMarkers: lineMarkers)
    while writer.writePiece() { try output(writer.takePiece()) }
  }

  /// The whole text, as `write` writes it.
  public func bytes(lineMarkers: Bool = true) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    write(lineMarkers: lineMarkers) { bytes += $0 }
    return bytes
  }
}
