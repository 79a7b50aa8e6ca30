import DeviceTree
import FDT
import FileSystem

/// `fdtoverlay`: applies overlays to a blob, one after the other.
struct FDTOverlayTool {
  static let options: [ShortOptions.Option] = [
    .init(letter: "i", name: "input", takesValue: true), .init(letter: "o", name: "output", takesValue: true),
    .init(letter: "v", name: "verbose"), .init(letter: "h", name: "help"),
    .init(letter: "V", name: "version"),
  ]

  static let usage = """
    Usage: apply a number of overlays to a base blob
    	fdtoverlay <options> [<overlay.dtbo> [<overlay.dtbo>]]

    Options: -[i:o:vhV]
      -i, --input <arg>  Input base DT blob
      -o, --output <arg> Output DT blob
      -v, --verbose      Verbose messages
      -h, --help         Print this help and exit
      -V, --version      Print version and exit
    """

  private var input = ""
  private var output = ""
  private var isVerbose = false
  private let overlays: [String]

  init(_ call: ToolCall) throws(ToolFailure) {
    let parsed = ShortOptions(call, Self.options, usage: Self.usage)
    overlays = parsed.operands
    for option in parsed.given {
      switch option.letter {
      case "i": input = option.value
      case "o": output = option.value
      case "v": isVerbose = true
      default: throw parsed.answer(to: option)
      }
    }
    try parsed.check()
    if input.isEmpty { throw parsed.misuse("missing input file") }
    if output.isEmpty { throw parsed.misuse("missing output file") }
    if overlays.isEmpty { throw parsed.misuse("missing overlay file(s)") }
  }

  func run() throws(ToolFailure) {
    if isVerbose {
      Files.print("input  = \(input)\noutput = \(output)\n")
      for (index, path) in overlays.enumerated() { Files.print("overlay[\(index)] = \(path)\n") }
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
