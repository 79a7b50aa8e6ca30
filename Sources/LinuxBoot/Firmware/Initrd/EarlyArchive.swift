/// The uncompressed archive at the head of an initrd, as Linux looks through it before it unpacks anything
/// (`find_cpio_data`, lib/earlycpio.c): cpio in its "newc" form.
public struct EarlyArchive: Hashable, Sendable {
  /// A regular file.
  public struct File: Hashable, Sendable {
    /// The full path, as it stands in the archive.
    public var path: String
    /// Where its contents lie, in bytes from the beginning of the initrd.
    public var contents: Range<Int>
  }

  /// Why the search ends.
  public enum End: Hashable, Sendable {
    /// There is not enough left for a header.
    case endOfFile
    /// No header begins here, as where compressed contents begin.
    case noHeader(offset: Int)
    /// The entry whose header begins here reaches beyond the end.
    case truncated(offset: Int)
  }

  /// Regular files, in order.
  public private(set) var files: [File] = []
  /// Why there are no more.
  public private(set) var end = End.endOfFile

  /// The magic number, then 13 numbers of 8 hexadecimal digits.
  private static let headerSize = 6 + 13 * 8

  /// Reads the archive as far as there is one.
  ///
  /// Complexity: O(n).
  public init(_ initrd: [UInt8]) {
    var position = 0
    while initrd.count - position > Self.headerSize {
      if initrd[position] == 0 {
        position += 4
        continue
      }
      guard let fields = Self.fields(initrd, at: position) else {
        end = .noHeader(offset: position)
        return
      }
      let nameStart = position + Self.headerSize
      // Sizes have 32 bits: sums cannot overflow.
      let dataStart = (nameStart + fields.nameSize + 3) & ~3
      let dataEnd = dataStart + fields.fileSize
      let next = (dataEnd + 3) & ~3
      guard next <= initrd.count else {
        end = .truncated(offset: position)
        return
      }
      if fields.mode & 0o170000 == 0o100000 {
        let name = initrd[nameStart..<nameStart + fields.nameSize].prefix { $0 != 0 }
        files.append(File(path: String(decoding: name, as: UTF8.self), contents: dataStart..<dataEnd))
      }
      position = next
    }
  }

  /// What is needed of a header; nil if none begins here.
  private static func fields(
    _ bytes: [UInt8], at start: Int
  ) -> (mode: Int, fileSize: Int, nameSize: Int)? {
    func number(_ offset: Int, _ digits: Int) -> Int? {
      var value = 0
      for byte in bytes[(start + offset)..<(start + offset + digits)] {
        switch byte {
        case 0x30...0x39: value = value << 4 | Int(byte - 0x30)
        case 0x41...0x46: value = value << 4 | Int(byte - 0x41 + 10)
        case 0x61...0x66: value = value << 4 | Int(byte - 0x61 + 10)
        default: return nil
        }
      }
      return value
    }
    guard let magic = number(0, 6), magic == 0x070701 || magic == 0x070702 else { return nil }
    var fields: [Int] = []
    for index in 0..<13 {
      guard let field = number(6 + 8 * index, 8) else { return nil }
      fields.append(field)
    }
    return (fields[1], fields[6], fields[11])
  }
}
