/// Packs bytes without a packer: streams whose blocks are stored, not compressed, and runs of one byte.
enum PackedBytes {
  static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// RFC 1952 around stored blocks of RFC 1951.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xffff)
      rest = rest.dropFirst(block.count)
      stream.append(rest.isEmpty ? 1 : 0)
      stream += little(block.count, 2) + little(~block.count, 2) + block
    } while !rest.isEmpty
    return stream + little(Int(checksum(bytes)), 4) + little(bytes.count, 4)
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }

  /// RFC 8878: a frame of raw blocks.
  static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0xa0] + little(bytes.count, 4)
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0x1_0000)
      rest = rest.dropFirst(block.count)
      stream += little(block.count << 3 | (rest.isEmpty ? 1 : 0), 3) + block
    } while !rest.isEmpty
    return stream
  }

  /// A frame that unpacks to `blocks` times 128 KiB, at four bytes a block.
  static func zstdRun(blocks: Int) -> [UInt8] {
    // No content size; a window of 128 KiB.
    var stream: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]
    for index in 0..<blocks { stream += little(0x2_0000 << 3 | 2 | (index + 1 == blocks ? 1 : 0), 3) + [0] }
    return stream
  }
}
