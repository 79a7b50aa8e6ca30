import DeviceTree

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

  init(_ arguments: [String]) throws(ToolFailure) {
    let parsed = try ShortOptions.parse(arguments, Self.options, usage: Self.usage)
    overlays = parsed.operands
    for option in parsed.given {
      switch option.letter {
      case "i": input = option.value
      case "o": output = option.value
      default: isVerbose = true
      }
    }
    if input.isEmpty { throw .usage(Self.usage, "missing input file") }
    if output.isEmpty { throw .usage(Self.usage, "missing output file") }
    if overlays.isEmpty { throw .usage(Self.usage, "missing overlay file(s)") }
  }

  func run() throws(ToolFailure) {
    if isVerbose {
      Files.print("input  = \(input)\noutput = \(output)\n")
      for (index, path) in overlays.enumerated() { Files.print("overlay[\(index)] = \(path)\n") }
    }
    let base = try Blobs.tree(input)
    var tree = base
    for path in overlays {
      let overlay = try Blobs.tree(path)
      do throws(OverlayError) {
        tree = try tree.applying(overlays: [overlay])
      } catch {
        throw ToolFailure("\nFailed to apply '\(path)': \(error)")
      }
    }
    try Blobs.write(tree.flattened(editedFrom: base), to: output)
  }
}
