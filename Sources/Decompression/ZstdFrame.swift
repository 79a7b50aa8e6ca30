internal import CZstd

/// One frame of zstd.
enum ZstdFrame {
  static func content(of bytes: ArraySlice<UInt8>, limit: Int) throws(DecompressionError) -> [UInt8] {
    guard let stream = unsafe ZSTD_createDStream() else { throw .outOfMemory }
    defer { _ = unsafe ZSTD_freeDStream(stream) }
    let input = Array(bytes)
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: Decompression.piece)
    var position = 0
    while true {
      let step = unsafe decompress(stream, input, at: position, into: &piece)
      position += step.taken
      guard output.count + step.made <= limit else { throw .tooLarge(limit: limit) }
      output.append(contentsOf: piece[..<step.made])
      if ZSTD_isError(step.code) != 0 { throw .damaged }
      // 0: the frame is complete and its check sum is right.
      if step.code == 0 { return output }
      if step.taken == 0, step.made == 0 { throw .truncated }
    }
  }

  /// Lets libzstd fill `piece` once; the pointers it is given live for this call only.
  @unsafe private static func decompress(
    _ stream: OpaquePointer, _ input: [UInt8], at position: Int, into piece: inout [UInt8]
  ) -> (taken: Int, made: Int, code: Int) {
    let room = piece.count
    return unsafe input.withUnsafeBytes { source in
      unsafe piece.withUnsafeMutableBytes { target in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: position)
        var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: room, pos: 0)
        let code = unsafe ZSTD_decompressStream(stream, &to, &from)
        return unsafe (from.pos - position, to.pos, code)
      }
    }
  }
}
