import DeviceTree
import FDT
import FileSystem

/// `fdtdump`: shows a blob token by token, also one that is damaged, up to the damage.
struct FDTDumpTool {
  static let options: [ShortOptions.Option] = [
    .init(letter: "d", name: "debug"), .init(letter: "s", name: "scan"), .init(letter: "h", name: "help"),
    .init(letter: "V", name: "version"),
  ]

  static let usage = """
    Usage: fdtdump [options] <file>

    Options: -[dshV]
      -d, --debug   Dump debug information while decoding the file
      -s, --scan    Scan for an embedded fdt in file
      -h, --help    Print this help and exit
      -V, --version Print version and exit
    """

  private let file: String
  private var debugs = false
  private var scans = false

  init(_ call: ToolCall) throws(ToolFailure) {
    Files.print(
      """

      **** fdtdump is a low-level debugging tool, not meant for general use.
      **** If you want to decompile a dtb, you probably want
      ****     dtc -I dtb -O dts <filename>


      """, to: .standardError)
    let parsed = ShortOptions(call, Self.options, usage: Self.usage)
    for option in parsed.given {
      switch option.letter {
      case "d": debugs = true
      case "s": scans = true
      default: throw parsed.answer(to: option)
      }
    }
    try parsed.check()
    guard parsed.operands.count == 1 else { throw parsed.misuse("missing input filename") }
    file = parsed.operands[0]
  }

  func run() throws(ToolFailure) {
    let bytes = try read()
    var start = 0
    if scans {
      start = try firstBlob(in: bytes)
      Files.print("\(file): found fdt at offset \(Self.hex(start))\n")
    } else if !Self.isHeader(at: 0, of: bytes) {
      throw .fatal("\(file): header is not valid")
    }
    var dump = BlobDump(bytes[start...], debugs: debugs)
    let fault = dump.run()
    Files.write(dump.text)
    switch fault {
    case .unknownTag(let tag)?: throw .fatal("** Unknown tag 0x\(AddressText.digits(tag, atLeast: 8))")
    case .damage(let text)?: throw .fatal("\(file): \(text)")
    case nil: return
    }
  }

  private func read() throws(ToolFailure) -> [UInt8] {
    do throws(ToolFailure) {
      return try Blobs.bytes(file)
    } catch {
      throw ToolFailure("\(error.message)\n\(ToolFailure.fatal("could not read: \(file)").message)")
    }
  }

  /// The offset of the first header that may be one; `-d` tells those that cannot.
  private func firstBlob(in bytes: [UInt8]) throws(ToolFailure) -> Int {
    for start in bytes.indices where bytes[start...].isBlob {
      if Self.isHeader(at: start, of: bytes) { return start }
      if debugs { Files.print("\(file): skipping fdt magic at offset \(Self.hex(start))\n") }
    }
    throw .fatal("\(file): could not locate fdt magic")
  }

  /// As C's `%#x` prints a number.
  private static func hex(_ number: Int) -> String { number == 0 ? "0" : "0x" + String(number, radix: 16) }

  private static func isHeader(at start: Int, of bytes: [UInt8]) -> Bool {
    let blob = BlobDump(bytes[start...], debugs: false)
    guard blob.word(0) == 0xd00d_feed, let total = blob.word(4), let structure = blob.word(8),
      let strings = blob.word(12), let compatible = blob.word(24)
    else { return false }
    let size = UInt32(truncatingIfNeeded: bytes.count - start)
    // A blob without properties ends where its strings would begin.
    return compatible <= 17 && total <= size && structure <= size && strings <= size
  }
}
