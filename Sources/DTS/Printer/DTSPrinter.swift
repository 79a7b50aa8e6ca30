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
  /// Whether the tree is an overlay whose `__fixups__` the compiler is to make: `/plugin/;` is printed, labels of
  /// another tree are referred to, and fragments are written as blocks of the nodes that they change.
  public var isPlugin = false
  /// Whether the text is to be compiled with `-@`, so that every label gets a phandle.
  public var keepsSymbols = false

  /// Makes a printer.
  public init(comments: [String] = []) { self.comments = comments }

  /// The source of a tree.
  ///
  /// Complexity: O(n), no recursion.
  public func print(_ tree: DeviceTree) -> String {
    var page = Page(tree: tree, printer: self)
    for comment in comments {
      // A comment must not end early.
      page.line(
        "// \(String(decoding: comment.utf8.map { $0 == 0x0a || $0 == 0x0d ? 0x20 : $0 }, as: UTF8.self))")
    }
    page.line("/dts-v1/;")
    if isPlugin { page.line("/plugin/;") }
    if !tree.reservations.isEmpty { page.line("") }
    for reservation in tree.reservations {
      let labels = reservation.labels.map { "\($0): " }.joined()
      page.line(
        "\(labels)/memreserve/ \(AddressText.hex(reservation.address)) \(AddressText.hex(reservation.size));")
    }
    page.line("")
    if isPlugin, let fragments = OverlayFragments(of: tree) {
      printOverlay(fragments, into: &page)
    } else {
      print(subtree: tree.root, into: &page)
    }
    return String(decoding: page.text, as: UTF8.self)
  }

  /// A property's value as a source has it, on one line: `<0x1 0x2>, "text"`; "" for one without a value.
  ///
  /// Complexity: O(n) in bytes.
  public static func text(of property: DeviceTree.PropertyID, in tree: DeviceTree) -> String {
    ValueParts(of: property, in: tree).parts.map { $0.opening + $0.words.joined(separator: " ") + $0.closing }
      .joined(separator: ", ")
  }

  private func print(subtree top: DeviceTree.NodeID, as opening: String? = nil, into page: inout Page) {
    let tree = page.tree
    for step in tree.steps(through: top) {
      switch step {
      case .opens(let node):
        if page.depth > 0, page.hasItems { page.line("") }
        page.open(node, as: node == top ? opening : nil)
        printProperties(of: node, into: &page)
      case .closes: page.close()
      }
    }
  }

  private func printProperties(of node: DeviceTree.NodeID, into page: inout Page) {
    for property in page.tree.properties(of: node) where page.phandles.isPrinted(property) {
      page.print(property)
    }
  }

  /// Fragments as blocks of their targets, and what else there is in blocks of the root.
  private func printOverlay(_ overlay: OverlayFragments, into page: inout Page) {
    let tree = page.tree
    var hasProperties = true
    for (index, section) in overlay.sections.enumerated() {
      if index > 0 { page.line("") }
      switch section {
      case .fragment(let fragment): print(subtree: fragment.overlay, as: fragment.target, into: &page)
      case .root(let nodes):
        page.open(tree.root)
        if hasProperties { printProperties(of: tree.root, into: &page) }
        hasProperties = false
        for node in nodes { print(subtree: node, into: &page) }
        page.close()
      }
    }
  }
}
