/// What keeps an edit of a blob from being done; the blob is then as it was.
///
/// Offsets are in bytes from the start of the blob, and those of the blob as it is.
public enum FDTEditError: Error, Equatable, Sendable {
  /// The bytes are no flattened device tree.
  case unreadable(FDTError)
  /// The edit changes a size, but the blob is of version 2, 3 or 16, or its blocks lie in another order than
  /// reservations, structure, strings; or they overlap, so that no edit is possible. Copy the blob with
  /// `FlattenedTreeEditor(copying:into:)`.
  case needsCopy
  /// The buffer has too few bytes for the blob that the edit would make.
  case noSpace(needed: Int, available: Int)
  /// No node answers to this path or name below the node at an offset.
  case noSuchNode(String, below: Int)
  /// No node has this phandle.
  case noSuchPhandle(UInt32)
  /// No node begins at this byte of the blob.
  case noNode(atOffset: Int)
  /// No node behind the one asked from has this string in its `compatible`.
  case noCompatibleNode(String)
  /// No node behind the one asked from has this property with the value asked for.
  case noNodeWithValue(ofProperty: String)
  /// The node at an offset has no property of this name.
  case noSuchProperty(String, node: Int)
  /// The bytes do not lie inside the value of the property at an offset, which has `count` bytes.
  case outsideValue(count: Int, property: Int)
  /// The child at an offset answers to this name already.
  case nodeExists(String, at: Int)
  /// This name for the node at an offset, or for a child of it, is empty, or holds a NUL or '/'.
  case badNodeName(String, node: Int)
  /// This name for a property of the node at an offset has a NUL, or more than `FlattenedTree.longestPropertyName` bytes.
  case badPropertyName(String, node: Int)
  /// The root has no name and cannot be renamed.
  case rootHasNoName
  /// There is no memory reservation of that number.
  case noSuchReservation(index: Int)
  /// A memory reservation of 0 bytes would end the list for every reader.
  case emptyReservation
  /// The node at an offset says no numbers of cells in which its children could state an address range, or is above the
  /// root.
  case badCellCounts(parent: Int?)
  /// The address or size has bits that so many cells cannot hold.
  case numberDoesNotFit(UInt64, cells: Int)
  /// The range ends behind the last address that so many cells can state.
  case rangeDoesNotFit(address: UInt64, size: UInt64, cells: Int)
}

extension FDTEditError {
  /// The byte offset in the blob of the node or property that the edit is about; nil where it is about none.
  public var offset: Int? {
    switch self {
    case .unreadable(let error): error.offset
    case .noSuchNode(_, let offset), .noSuchProperty(_, let offset), .outsideValue(_, let offset),
      .nodeExists(_, let offset), .badNodeName(_, let offset), .badPropertyName(_, let offset):
      offset
    case .noNode(let offset): offset
    case .badCellCounts(let parent): parent
    case .needsCopy, .noSpace, .noSuchPhandle, .noCompatibleNode, .noNodeWithValue, .rootHasNoName,
      .noSuchReservation, .emptyReservation, .numberDoesNotFit, .rangeDoesNotFit:
      nil
    }
  }
}

extension FDTEditError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .needsCopy: "the blob's version or layout does not allow this edit in place; copy the blob first"
    case .noSpace(let needed, let available):
      "the edited blob needs \(needed) bytes, but the buffer has \(available)"
    case .noSuchNode(let name, let node): "there is no node '\(name)' below the one at byte \(node)"
    case .noSuchPhandle(let phandle): "no node has phandle \(phandle)"
    case .noNode(let offset): "no node begins at byte \(offset)"
    case .noCompatibleNode(let text): "no further node is compatible with '\(text)'"
    case .noNodeWithValue(let name): "no further node has that value of property '\(name)'"
    case .noSuchProperty(let name, let node): "the node at byte \(node) has no property '\(name)'"
    case .outsideValue(let count, let property):
      "the bytes do not lie inside the value of the property at byte \(property), which has \(count)"
    case .nodeExists(let name, let node): "the node at byte \(node) answers to the name '\(name)' already"
    case .badNodeName(let name, _): "'\(name)': a node's name must not be empty, nor hold a NUL or '/'"
    case .badPropertyName(let name, _):
      "a property's name must not hold a NUL, nor be longer than \(FlattenedTree.longestPropertyName) bytes: "
        + "this one has \(name.utf8.count) bytes"
    case .rootHasNoName: "the root cannot be renamed"
    case .noSuchReservation(let index): "there is no memory reservation \(index)"
    case .emptyReservation: "a memory reservation of 0 bytes would end the list"
    case .badCellCounts(nil): "the root has no parent that says in how many cells an address is stated"
    case .badCellCounts(let parent?):
      "the node at byte \(parent) has no #address-cells and #size-cells, each from 0 to 4, in which a range could be "
        + "stated"
    case .numberDoesNotFit(let number, let cells): "\(hex(number)) does not fit into \(cellText(cells))"
    case .rangeDoesNotFit(let address, let size, let cells):
      "\(hex(size)) bytes from \(hex(address)) on end behind what an address of \(cellText(cells)) can state"
    }
  }

  private func hex(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }

  private func cellText(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
