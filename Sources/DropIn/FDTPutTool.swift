import FileSystem

/// `fdtput`: changes a blob in its place.
struct FDTPutTool {
  static let options: [ShortOptions.Option] = [
    .init(letter: "c", name: "create"), .init(letter: "r", name: "remove"),
    .init(letter: "d", name: "delete"),
    .init(letter: "p", name: "auto-path"), .init(letter: "t", name: "type", takesValue: true),
    .init(letter: "v", name: "verbose"), .init(letter: "h", name: "help"),
    .init(letter: "V", name: "version"),
  ]

  static let usage = """
    Usage: write a property value to a device tree
    	fdtput <options> <dt file> <node> <property> [<value>...]
    	fdtput -c <options> <dt file> [<node>...]
    	fdtput -r <options> <dt file> [<node>...]
    	fdtput -d <options> <dt file> <node> [<property>...]

    The command line arguments are joined together into a single value.
    \(ValueType.usage)

    Options: -[crdpt:vhV]
      -c, --create     Create nodes
      -r, --remove     Delete nodes (and any subnodes)
      -d, --delete     Delete properties if they already exist
      -p, --auto-path  Automatically create nodes as needed for the node path
      -t, --type <arg> Type of data
      -v, --verbose    Display each value decoded from command line
      -h, --help       Print this help and exit
      -V, --version    Print version and exit
    """

  /// What is done to the blob.
  private enum Operation {
    case setProperty
    case createNodes
    case removeNodes
    case removeProperties
  }

  private var operation = Operation.setProperty
  private var type = ValueType()
  private var makesPath = false
  private var isVerbose = false
  private let file: String
  private let operands: ArraySlice<String>

  init(_ call: ToolCall) throws(ToolFailure) {
    let parsed = ShortOptions(call, Self.options, usage: Self.usage)
    file = parsed.operands.first ?? ""
    operands = parsed.operands.dropFirst()
    for option in parsed.given {
      switch option.letter {
      case "c": operation = .createNodes
      case "r": operation = .removeNodes
      case "d": operation = .removeProperties
      case "p": makesPath = true
      case "v": isVerbose = true
      case "t":
        guard let type = ValueType(option.value) else { throw parsed.misuse("Invalid type string") }
        guard type.letter != "r" else { throw parsed.misuse("Unsupported raw data type") }
        self.type = type
      default: throw parsed.answer(to: option)
      }
    }
    try parsed.check()
    if parsed.operands.isEmpty { throw parsed.misuse("missing filename") }
    switch operation {
    case .setProperty where operands.isEmpty, .removeProperties where operands.isEmpty:
      throw parsed.misuse("missing node")
    case .setProperty where operands.count == 1: throw parsed.misuse("missing property")
    default: break
    }
  }

  func run() throws(ToolFailure) {
    var edit = try BlobEdit(Blobs.bytes(file), for: operands.first ?? file)
    switch operation {
    case .setProperty: try setProperty(&edit)
    case .createNodes:
      for path in operands {
        if makesPath { try edit.createAll(of: path) } else { try edit.create(path) }
      }
    case .removeNodes:
      for path in operands { try edit.remove(path) }
    case .removeProperties:
      let node = operands[operands.startIndex]
      for name in operands.dropFirst() { try edit.removeProperty(name, at: node) }
    }
    try Blobs.write(edit.packed(), to: file)
  }

  private func setProperty(_ edit: inout BlobEdit) throws(ToolFailure) {
    let node = operands[operands.startIndex]
    if makesPath { try edit.createAll(of: node) }
    let value = try type.bytes(of: operands.dropFirst(2)) { line in
      if isVerbose { Files.print(line, to: .standardError) }
    }
    try edit.set(operands[operands.startIndex + 1], to: value, at: node)
  }
}
