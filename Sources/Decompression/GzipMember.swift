internal import CZlib

/// One member of a gzip file.
enum GzipMember {
  static func content(of bytes: ArraySlice<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    // zlib counts input in 32 bits; no kernel is near that.
    guard bytes.count <= Int(Int32.max) else { throw .tooLarge(limit: limit) }
    // zlib keeps the address of its state, so it must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer { unsafe stream.deallocate() }
    // 15 bits of window, and 16 for gzip's header and check sum alone.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let code = unsafe inflateInit2_(stream, 15 + 16, zlibVersion(), size)
    guard code == Z_OK else { throw .outOfMemory }
    defer { _ = unsafe inflateEnd(stream) }
    var input = Array(bytes)
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: Decompression.piece)
    var position = 0
    while true {
      let step = unsafe inflate(stream, &input, at: position, into: &piece)
      position += step.taken
      guard output.count + step.made <= limit else { throw .tooLarge(limit: limit) }
      output.append(contentsOf: piece[..<step.made])
      switch step.code {
      case Z_STREAM_END: return output
      case Z_OK where step.taken + step.made > 0: continue
      case Z_OK, Z_BUF_ERROR: throw .truncated
      case Z_MEM_ERROR: throw .outOfMemory
      default: throw .damaged
      }
    }
  }

  /// Lets zlib fill `piece` once; the pointers it is given live for this call only.
  @unsafe private static func inflate(
    _ stream: UnsafeMutablePointer<z_stream>, _ input: inout [UInt8], at position: Int,
    into piece: inout [UInt8]
  ) -> (taken: Int, made: Int, code: Int32) {
    let available = input.count - position
    let room = piece.count
    return unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe piece.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + position }
        unsafe stream.pointee.avail_in = UInt32(available)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(room)
        let code = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let left = unsafe (Int(stream.pointee.avail_in), Int(stream.pointee.avail_out))
        return (available - left.0, room - left.1, code)
      }
    }
  }
}
