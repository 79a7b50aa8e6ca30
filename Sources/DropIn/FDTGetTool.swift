import FDT
import FileSystem

/// `fdtget`: prints values of a blob.
struct FDTGetTool {
  static let options = ToolOptions(
    """
    read values from device tree
    	fdtget <options> <dt file> [<node> <property>]...
    	fdtget -p <options> <dt file> [<node> ]...

    Each value is printed on a new line.
    \(ValueType.usage)
    """,
    [
      .value("t", "type", "Type of data"), .flag("p", "properties", "List properties for each node"),
      .flag("l", "list", "List subnodes for each node"),
      .value("d", "default", "Default value to display when the property is missing"),
    ])

  /// What is printed of each node.
  private enum Mode {
    case value
    case properties
    case children
  }

  private var mode = Mode.value
  private var type = ValueType()
  private var fallback: String?
  private var operands: [String] = []

  init(_ call: ToolCall) throws(ToolFailure) {
    var call = ShortOptions(call, Self.options)
    while let option = try Self.options.next(of: &call) {
      switch option.letter {
      case "t":
        guard let type = ValueType(option.value) else { throw Self.options.misuse("invalid type string") }
        self.type = type
      case "p": mode = .properties
      case "l": mode = .children
      default: fallback = option.value
      }
    }
    operands = call.operands
    if operands.isEmpty { throw Self.options.misuse("missing filename") }
    if mode == .value, operands.count % 2 == 0 {
      throw Self.options.misuse("must have an even number of arguments")
    }
  }

  func run() throws(ToolFailure) {
    let items = operands.dropFirst()
    guard let file = operands.first, let first = items.first else { return }
    let bytes = try Blobs.bytes(file)
    let tree = try Blobs.check(bytes.span, at: first)
    var output = BufferedOutput()
    defer { output.flush() }
    for index in stride(from: items.startIndex, to: items.endIndex, by: mode == .value ? 2 : 1) {
      guard let node = tree.node(atPathOrAlias: items[index]) else {
        guard let fallback else { throw Blobs.noNode(at: items[index], in: tree) }
        output.append("\(fallback)\n")
        continue
      }
      switch mode {
      case .properties:
        var properties = node.properties
        while let property = properties.next() { output.append(line: property.nameBytes) }
      case .children:
        var children = node.children
        while let child = children.next() { output.append(line: child.nameBytes) }
      case .value:
        if let property = node.property(items[index + 1]) {
          output.append(try type.text(of: Array(copying: property.value)[...])[...])
          output.append("\n")
        } else if let fallback {
          output.append("\(fallback)\n")
        } else {
          throw Blobs.failure(at: items[index + 1], "FDT_ERR_NOTFOUND")
        }
      }
    }
  }
}
