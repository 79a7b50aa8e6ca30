import DeviceTree
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
    let base = try tree(input)
    var tree = base
    for path in overlays {
      let overlay = try self.tree(path)
      do throws(OverlayError) {
        tree = try tree.applying(overlays: [overlay])
      } catch {
        throw ToolFailure("\nFailed to apply '\(path)': \(error)")
      }
    }
    let blob = tree.flattened(editedFrom: base)
    do throws(ToolFailure) {
      try Blobs.write(blob, to: output)
    } catch {
      throw ToolFailure("\(error.message)\n\nFailed to write '\(output)'")
    }
  }

  private func tree(_ path: String) throws(ToolFailure) -> DeviceTree {
    do throws(ToolFailure) {
      return try Blobs.tree(path)
    } catch {
      throw ToolFailure("\(error.message)\n\nFailed to read '\(path)'")
    }
  }
}
