/// Lays a source out in the kernel's coding style (Documentation/devicetree/bindings/dts-coding-style.rst and
/// Documentation/process/coding-style.rst, Linux 7.2), before any preprocessing.
///
/// Only blanks, line ends and the case of hexadecimal numbers change, and of these what the style rules out or what is a
/// slip: indentation, blanks where a line ends, runs of empty lines, places of braces, semicolons and commas, blanks
/// around `=`, two properties on a line, no empty line in front of a node. Rows of a value align with its first entry.
///
/// What an author laid out on purpose stays: which entries share a line, columns within a value and comments beside it,
/// labels on lines of their own, nodes of one property on one line. Comments stay where they are; directives, with the
/// lines that continue them, stay as they are. The order of nodes and properties is the author's.
public struct DTSFormatter: Sendable {
  /// The column before which a value is broken between its entries, if the author has left it in one line that goes
  /// far beyond it.
  public var width = 100

  /// Makes a formatter.
  public init() {}

  /// The text laid out.
  ///
  /// Throws `FormatFailure` where the text cannot be read as a source.
  /// Complexity: O(n), no recursion.
  public func format(_ text: [UInt8]) throws(FormatFailure) -> [UInt8] {
    let source = try ScannedSource(text)
    try StatementCheck.run(source)
    var result = try layOut(source)
    // What is hardly a source may come to rest only at the second time; a source does at the first.
    for _ in 0..<4 {
      let again = try layOut(ScannedSource(result))
      if again == result { return result }
      result = again
    }
    throw FormatFailure(
      message: "this text never comes to rest when it is laid out", offset: 0, help: "see whether it compiles"
    )
  }

  private func layOut(_ source: ScannedSource) throws(FormatFailure) -> [UInt8] {
    var layout = SourceLayout(source, width: width)
    let result = try layout.run()
    if let offset = Self.firstDifference(source, try ScannedSource(result)) {
      throw FormatFailure(
        message: "this cannot be laid out without changing what it says", offset: offset,
        help: "this is a fault of the formatter: please report it with these lines")
    }
    return result
  }

  /// Where two texts say something else; nil if they differ in layout only.
  private static func firstDifference(_ source: ScannedSource, _ other: ScannedSource) -> Int? {
    for (piece, twin) in zip(source.pieces, other.pieces) {
      let (bytes, others) = (source.text[piece.range], other.text[twin.range])
      guard piece.kind == twin.kind,
        piece.isComment || piece.kind == .directive
          ? words(bytes) == words(others) : bytes.elementsEqual(others) || isSameNumber(bytes, others)
      else { return piece.range.lowerBound }
    }
    guard source.pieces.count != other.pieces.count else { return nil }
    return source.pieces.dropFirst(other.pieces.count).first?.range.lowerBound ?? source.text.count
  }

  private static func words(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.split { $0.isBlank || $0 == UInt8(ascii: "\n") }
  }

  private static func isSameNumber(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    SourceLayout.isHexadecimal(a) && a.count == b.count
      && zip(a, b).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}
