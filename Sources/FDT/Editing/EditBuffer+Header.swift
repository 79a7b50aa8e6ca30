/// The header's fields, in the buffer.
extension EditBuffer {
  var totalSize: Int {
    get { word(at: 4) }
    @_lifetime(self: copy self) set { setWord(newValue, at: 4) }
  }
  var structureOffset: Int {
    get { word(at: 8) }
    @_lifetime(self: copy self) set { setWord(newValue, at: 8) }
  }
  var stringsOffset: Int {
    get { word(at: 12) }
    @_lifetime(self: copy self) set { setWord(newValue, at: 12) }
  }
  var reservationsOffset: Int {
    get { word(at: 16) }
    @_lifetime(self: copy self) set { setWord(newValue, at: 16) }
  }
  // Any number may stand there, so these stay words.
  var version: UInt32 { bytes.span.bigEndian32(at: 20) }
  var bootCPU: UInt32 {
    get { bytes.span.bigEndian32(at: 28) }
    @_lifetime(self: copy self) set { bytes.storeBigEndian(newValue, at: 28) }
  }
  var stringsSize: Int {
    get { word(at: 32) }
    @_lifetime(self: copy self) set { setWord(newValue, at: 32) }
  }
  var structureSize: Int {
    get { word(at: 36) }
    @_lifetime(self: copy self) set { setWord(newValue, at: 36) }
  }

  @inline(__always)
  private func word(at offset: Int) -> Int { Int(clamping: bytes.span.bigEndian32(at: offset)) }

  @_lifetime(self: copy self)
  @inline(__always)
  private mutating func setWord(_ value: Int, at offset: Int) {
    bytes.storeBigEndian(UInt32(truncatingIfNeeded: value), at: offset)
  }
}
