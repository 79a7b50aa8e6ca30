import FDT
import FileSystem

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

  init(_ call: ToolCall) throws(ToolFailure) {
    let parsed = ShortOptions(call, Self.options, usage: Self.usage)
    operands = parsed.operands
    for option in parsed.given {
      switch option.letter {
      case "t":
        guard let type = ValueType(option.value) else { throw parsed.misuse("invalid type string") }
        self.type = type
      case "p": mode = .properties
      case "l": mode = .children
      case "d": fallback = option.value
      default: throw parsed.answer(to: option)
      }
    }
    try parsed.check()
    if operands.isEmpty { throw parsed.misuse("missing filename") }
    if mode == .value, operands.count % 2 == 0 {
      throw parsed.misuse("must have an even number of arguments")
    }
  }

  func run() throws(ToolFailure) {
    let items = operands.dropFirst()
    guard let file = operands.first, let first = items.first else { return }
    let bytes = try Blobs.bytes(file)
    let tree = try Blobs.check(bytes.span, at: first)
    var output: [UInt8] = []
    defer { Files.write(output) }
    for index in stride(from: items.startIndex, to: items.endIndex, by: mode == .value ? 2 : 1) {
      guard let node = tree.node(atPathOrAlias: items[index]) else {
        guard let fallback else { throw Blobs.noNode(at: items[index], in: tree) }
        output += Array("\(fallback)\n".utf8)
        continue
      }
      switch mode {
      case .properties:
        var properties = node.properties
        while let property = properties.next() { output += Array(copying: property.nameBytes) + [0x0a] }
      case .children:
        var children = node.children
        while let child = children.next() { output += Array(copying: child.nameBytes) + [0x0a] }
      case .value:
        if let property = node.property(items[index + 1]) {
          output += try type.text(of: Array(copying: property.value)[...]) + [0x0a]
        } else if let fallback {
          output += Array("\(fallback)\n".utf8)
        } else {
          throw Blobs.failure(at: items[index + 1], "FDT_ERR_NOTFOUND")
        }
      }
    }
  }
}
