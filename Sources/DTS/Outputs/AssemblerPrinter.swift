public import DeviceTree
public import FDT

/// Prints a tree as assembler source that assembles to its blob, as `dtc -O asm` does; labels of the tree
/// become symbols.
public struct AssemblerPrinter: Sendable {
  /// The version and the room of the blob.
  public var layout: BlobLayout
  /// The program that the first line says it comes from.
  public var generator = "dtkit"
  /// How much of the text may be paths, or free entries of the list of reservations.
  public var limits = OutputLimits()

  /// Makes a printer.
  public init(layout: BlobLayout = BlobLayout()) { self.layout = layout }

  /// The text; throws if the layout makes it far larger than the tree.
  ///
  /// Complexity: O(n) in bytes of the text, no recursion.
  public func print(_ tree: DeviceTree) throws(PrintError) -> [UInt8] {
    var page = AssemblerPage(tree: tree, layout: layout, limits: limits)
    page.printHeader(generator)
    try page.printReservations()
    try page.printStructure()
    page.printStrings()
    return page.text
  }
}
