import DeviceTree
import FDT
import FileSystem

/// `fdtoverlay`: applies overlays to a blob, one after the other.
struct FDTOverlayTool {
  static let options = ToolOptions(
    """
    apply a number of overlays to a base blob
    	fdtoverlay <options> [<overlay.dtbo> [<overlay.dtbo>]]
    """,
    [
      .value("i", "input", "Input base DT blob"), .value("o", "output", "Output DT blob"),
      .flag("v", "verbose", "Verbose messages"),
    ])

  private var input = ""
  private var output = ""
  private var isVerbose = false
  private var overlays: [String] = []

  init(_ call: ToolCall) throws(ToolFailure) {
    var (input, output): (String?, String?)
    var call = ShortOptions(call, Self.options)
    while let option = try Self.options.next(of: &call) {
      switch option.letter {
      case "i": input = option.value
      case "o": output = option.value
      default: isVerbose = true
      }
    }
    overlays = call.operands
    guard let input else { throw Self.options.misuse("missing input file") }
    guard let output else { throw Self.options.misuse("missing output file") }
    if overlays.isEmpty { throw Self.options.misuse("missing overlay file(s)") }
    (self.input, self.output) = (input, output)
  }

  func run() throws(ToolFailure) {
    if isVerbose {
      // In front of a blob the words would spoil it.
      let place = output == "-" ? OpenFile.standardError : .standardOutput
      Files.print("input  = \(input)\noutput = \(output)\n", to: place)
      for (index, path) in overlays.enumerated() { Files.print("overlay[\(index)] = \(path)\n", to: place) }
    }
    let base = try contents(of: input)
    var tree = try self.tree(in: base, at: input)
    for path in overlays {
      let overlay = try self.tree(in: contents(of: path), at: path)
      do throws(OverlayError) {
        try tree.apply(overlay: overlay)
      } catch {
        throw ToolFailure("\nFailed to apply '\(path)': \(error)")
      }
    }
    do throws(ToolFailure) {
      try Blobs.write(blob(of: tree, editedFrom: base), to: output)
    } catch {
      throw ToolFailure("\(error.message)\n\nFailed to write '\(output)'")
    }
  }

  private func blob(of tree: DeviceTree, editedFrom base: [UInt8]) throws(ToolFailure) -> [UInt8] {
    let base = try Blobs.check(base.span, at: input)
    do throws(FDTWriteError) {
      return try tree.flattened(editing: base)
    } catch {
      throw ToolFailure("\(error)")
    }
  }

  private func contents(of path: String) throws(ToolFailure) -> [UInt8] {
    try reading(path) { () throws(ToolFailure) in try Blobs.bytes(path) }
  }

  private func tree(in bytes: [UInt8], at path: String) throws(ToolFailure) -> DeviceTree {
    try reading(path) { () throws(ToolFailure) in try Blobs.tree(in: bytes, at: path) }
  }

  private func reading<Value>(
    _ path: String, _ body: () throws(ToolFailure) -> Value
  ) throws(ToolFailure) -> Value {
    do throws(ToolFailure) {
      return try body()
    } catch {
      throw ToolFailure("\(error.message)\n\nFailed to read '\(path)'")
    }
  }
}
