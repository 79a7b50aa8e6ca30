import DeviceTree

/// `fdtget`: prints values of a blob.
struct FDTGetTool {
  static let options: [ShortOptions.Option] = [
    .init(letter: "t", name: "type", takesValue: true), .init(letter: "p", name: "properties"),
    .init(letter: "l", name: "list"), .init(letter: "d", name: "default", takesValue: true),
    .init(letter: "h", name: "help"), .init(letter: "V", name: "version"),
  ]

  static let usage = """
    Usage: read values from device tree
    	fdtget <options> <dt file> [<node> <property>]...
    	fdtget -p <options> <dt file> [<node> ]...

    Each value is printed on a new line.
    \(ValueType.usage)
    Options: -[t:pld:hV]
      -t, --type <arg>    Type of data
      -p, --properties    List properties for each node
      -l, --list          List subnodes for each node
      -d, --default <arg> Default value to display when the property is missing
      -h, --help          Print this help and exit
      -V, --version       Print version and exit
    """

  /// What is printed of each node.
  private enum Mode {
    case value
    case properties
    case children
  }

  private var mode = Mode.value
  private var type = ValueType()
  private var fallback: String?
  private let operands: [String]

  init(_ arguments: [String]) throws(ToolFailure) {
    let parsed = try ShortOptions.parse(arguments, Self.options, usage: Self.usage)
    operands = parsed.operands
    for option in parsed.given {
      switch option.letter {
      case "t":
        guard let type = ValueType(option.value) else {
          throw .usage(Self.usage, "invalid type string")
        }
        self.type = type
      case "p": mode = .properties
      case "l": mode = .children
      default: fallback = option.value
      }
    }
  }

  func run() throws(ToolFailure) {
    guard let file = operands.first else { throw .usage(Self.usage, "missing filename") }
    let items = operands.dropFirst()
    guard !items.isEmpty else { return }
    let step = mode == .value ? 2 : 1
    guard items.count % step == 0 else {
      throw .usage(Self.usage, "must have an even number of arguments")
    }
    let tree = try Blobs.tree(file)
    var output: [UInt8] = []
    defer { Files.write(output) }
    for index in stride(from: items.startIndex, to: items.endIndex, by: step) {
      guard let node = tree.node(atPathOrAlias: items[index]) else {
        guard let fallback else { throw Blobs.notFound(items[index], isPath: true) }
        output += Array("\(fallback)\n".utf8)
        continue
      }
      switch mode {
      case .properties:
        for property in tree.properties(of: node) { output += Array(tree.nameBytes(of: property)) + [0x0a] }
      case .children:
        for child in tree.children(of: node) { output += Array(tree.nameBytes(of: child)) + [0x0a] }
      case .value: try append(items[index + 1], of: node, in: tree, to: &output)
      }
    }
  }

  private func append(
    _ name: String, of node: DeviceTree.NodeID, in tree: DeviceTree, to output: inout [UInt8]
  ) throws(ToolFailure) {
    if let value = tree.bytes(name, of: node) {
      output += try type.text(of: value) + [0x0a]
    } else if let fallback {
      output += Array("\(fallback)\n".utf8)
    } else {
      throw Blobs.notFound(name)
    }
  }
}
