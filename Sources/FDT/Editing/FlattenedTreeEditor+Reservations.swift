extension FlattenedTreeEditor {
  /// The physical id of the boot cpu, as the header states it.
  public var bootCPU: UInt32 {
    get { buffer.bootCPU }
    @_lifetime(self: copy self)
    set { buffer.bootCPU = newValue }
  }

  /// How many memory reservations there are, the end entry not counted.
  ///
  /// Complexity: O(their number).
  public var reservationCount: Int {
    var count = 0
    // The check found the end entry, and edits keep it.
    while size(ofReservation: count) != 0 { count += 1 }
    return count
  }

  /// Adds a memory reservation of `size` bytes behind the others.
  ///
  /// Throws `emptyReservation` for a size of 0, `noSpace`, and `needsCopy`.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(self: copy self)
  public mutating func addReservation(address: UInt64, size: UInt64) throws(FDTEditError) {
    guard size != 0 else { throw .emptyReservation }
    let place = buffer.reservationsOffset + 16 * reservationCount
    try buffer.resizeReservations(at: place, from: 0, to: 16)
    buffer.bytes.storeBigEndian(address, at: place)
    buffer.bytes.storeBigEndian(size, at: place + 8)
  }

  /// Removes memory reservation `index`.
  ///
  /// Throws `noSuchReservation` and `needsCopy`.
  ///
  /// Complexity: O(n) in bytes.
  @_lifetime(self: copy self)
  public mutating func removeReservation(at index: Int) throws(FDTEditError) {
    guard index >= 0, index < reservationCount else { throw .noSuchReservation(index: index) }
    let place = buffer.reservationsOffset + 16 * index
    try buffer.resizeReservations(at: place, from: 16, to: 0)
  }

  private func size(ofReservation index: Int) -> UInt64 {
    let offset = buffer.reservationsOffset + 16 * index + 8
    return buffer.bytes.span.bigEndian64(at: offset)
  }
}
