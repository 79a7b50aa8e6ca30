public import DeviceTree
public import SourceDiagnostics

/// Prints a tree as `dtc -O dts` does, byte for byte.
///
/// `DTSPrinter` prints for people; this is for scripts that compare with dtc's output.
public struct DTCPrinter: Sendable {
  /// How much is said of where each node and property stands in the source (dtc's `-T`, `-T -T`).
  public enum Annotation: Int, Sendable {
    /// Nothing.
    case none
    /// File and line.
    case lines
    /// File, lines and columns, and every place.
    case places
  }

  /// Whether the tree is an overlay: `/plugin/;` is printed.
  public var isPlugin = false
  /// What is said of places.
  public var annotation = Annotation.none
  /// Where nodes and properties stand; needed for annotations.
  public var origin: (positions: SourceTable, sources: SourceMap)?
  /// What the tree that is printed was made of, where `origin` knows the places of that one.
  public var sorted: SortedTree?
  /// How much of the text may be indentation.
  public var limits = OutputLimits()

  /// Makes a printer.
  public init() {}

  /// The text; throws if it would be indentation more than anything else.
  ///
  /// Complexity: O(n) in bytes of the text, no recursion.
  public func print(_ tree: DeviceTree) throws(PrintError) -> [UInt8] {
    var page = DTCPage(tree: tree, printer: self)
    page.text.append("/dts-v1/;\n" + (isPlugin ? "/plugin/;\n" : "") + "\n")
    for reservation in tree.reservations {
      for label in reservation.labels { page.text.append("\(label): ") }
      page.text.append(
        "/memreserve/\t0x\(Self.padded(reservation.address)) 0x\(Self.padded(reservation.size));\n")
    }
    var depth = 0
    for step in tree.steps(through: tree.root) {
      switch step {
      case .opens(let node):
        if depth > 0 { page.text.append("\n") }
        try page.open(node, depth: depth)
        depth += 1
        for property in tree.properties(of: node) { try page.print(property, depth: depth) }
      case .closes(let node):
        depth -= 1
        try page.close(node, depth: depth)
      }
    }
    return page.text
  }

  private static func padded(_ number: UInt64) -> String {
    AddressText.digits(number, atLeast: 16)
  }
}

extension [UInt8] {
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
