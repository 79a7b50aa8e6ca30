public import DeviceTree

/// Prints a tree as device-tree source, in the kernel's style, as it was written where the tree knows that.
///
/// What it prints, dtc and `DTSCompiler` make into the blob that `DeviceTree.flattened()` gives; only a
/// boot cpu other than the first one's `reg` cannot be said in a source.
///
/// - A value with markers keeps its strings, its groups of cells, its references and its labels. Without
///   markers the form is guessed from the bytes as dtc guesses it.
/// - Phandles that the compiler would give out again are left out.
public struct DTSPrinter: Sendable {
  /// Lines that stand before everything else, as comments.
  public var comments: [String]
  /// The column that lines are kept within, where they can be.
  public var width = 80

  /// Makes a printer.
  public init(comments: [String] = []) { self.comments = comments }

  /// The source of a tree.
  ///
  /// Complexity: O(n), no recursion.
  public func print(_ tree: DeviceTree) -> String {
    var page = Page(tree: tree, width: width)
    for comment in comments {
      // A comment must not end early.
      page.line(
        "// \(String(decoding: comment.utf8.map { $0 == 0x0a || $0 == 0x0d ? 0x20 : $0 }, as: UTF8.self))")
    }
    page.line("/dts-v1/;")
    if !tree.reservations.isEmpty { page.line("") }
    for reservation in tree.reservations {
      let labels = reservation.labels.map { "\($0): " }.joined()
      page.line(
        "\(labels)/memreserve/ \(AddressText.hex(reservation.address)) \(AddressText.hex(reservation.size));")
    }
    page.line("")
    printNodes(into: &page)
    return String(decoding: page.text, as: UTF8.self)
  }

  /// A property's value as a source has it, on one line: `<0x1 0x2>, "text"`; "" for one without a value.
  ///
  /// Complexity: O(n) in bytes.
  public static func text(of property: DeviceTree.PropertyID, in tree: DeviceTree) -> String {
    ValueParts(of: property, in: tree).parts.map { $0.opening + $0.words.joined(separator: " ") + $0.closing }
      .joined(separator: ", ")
  }

  private func printNodes(into page: inout Page) {
    let tree = page.tree
    var open: [DeviceTree.NodeID] = []
    for node in tree.allNodes {
      let parent = tree.parent(of: node)
      while let last = open.last, last != parent {
        open.removeLast()
        page.close()
      }
      if !open.isEmpty, page.hasItems { page.line("") }
      page.open(node)
      open.append(node)
      for property in tree.properties(of: node) where page.phandles.isPrinted(property) {
        page.print(property)
      }
    }
    for _ in open { page.close() }
  }
}
