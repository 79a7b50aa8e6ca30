import DeviceTree
import FileSystem

/// `fdtdump`: shows a blob token by token, also one that is damaged, up to the damage.
struct FDTDumpTool {
  static let options = ToolOptions(
    "fdtdump [options] <file>",
    [
      .flag("d", "debug", "Dump debug information while decoding the file"),
      .flag("s", "scan", "Scan for an embedded fdt in file"),
    ])

  private var file = ""
  private var debugs = false
  private var scans = false

  init(_ call: ToolCall) throws(ToolFailure) {
    Files.print(
      """

      **** fdtdump is a low-level debugging tool, not meant for general use.
      **** If you want to decompile a dtb, you probably want
      ****     dtc -I dtb -O dts <filename>


      """, to: .standardError)
    var call = ShortOptions(call, Self.options)
    while let option = try Self.options.next(of: &call) {
      if option.letter == "d" { debugs = true } else { scans = true }
    }
    let operands = call.operands
    guard operands.count == 1 else { throw Self.options.misuse("missing input filename") }
    file = operands[0]
  }

  func run() throws(ToolFailure) {
    let bytes = try read()
    let start = scans ? try firstBlob(in: bytes) : 0
    let blob = UncheckedBlob(bytes[start...])
    if scans {
      Files.print("\(file): found fdt at offset \(AddressText.alternateHex(UInt64(start)))\n")
    } else if !blob.isReadable {
      throw .fatal("\(file): header is not valid")
    }
    var dump = BlobDump(blob, debugs: debugs)
    let fault = dump.run()
    if case .unknownTag(let tag)? = fault {
      throw .fatal("** Unknown tag 0x\(AddressText.digits(tag, atLeast: 8))")
    }
    var damage: String?
    if case .damage(let text)? = fault { damage = text }
    if blob.totalSize > blob.count {
      damage =
        "there are \(blob.count) bytes of the \(blob.totalSize) that the header states"
        + (damage.map { "; \($0)" } ?? "")
    }
    if let damage { throw .fatal("\(file): \(damage)") }
  }

  private func read() throws(ToolFailure) -> [UInt8] {
    do throws(ToolFailure) {
      return try Blobs.bytes(file)
    } catch {
      throw ToolFailure("\(error.message)\n\(ToolFailure.fatal("could not read: \(file)").message)")
    }
  }

  /// The offset of the first header that may be one, else of one whose blob was cut; `-d` tells those that cannot.
  private func firstBlob(in bytes: [UInt8]) throws(ToolFailure) -> Int {
    var cut: Int?
    for start in bytes.indices where bytes[start...].isBlob {
      let blob = UncheckedBlob(bytes[start...])
      if blob.isPlausible { return start }
      if cut == nil, blob.isReadable, blob.totalSize > blob.count { cut = start }
      if debugs {
        Files.print("\(file): skipping fdt magic at offset \(AddressText.alternateHex(UInt64(start)))\n")
      }
    }
    guard let cut else { throw .fatal("\(file): could not locate fdt magic") }
    return cut
  }
}
