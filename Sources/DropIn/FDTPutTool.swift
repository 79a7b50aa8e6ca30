import FileSystem

/// `fdtput`: changes a blob in its place.
struct FDTPutTool {
  static let options = ToolOptions(
    """
    write a property value to a device tree
    	fdtput <options> <dt file> <node> <property> [<value>...]
    	fdtput -c <options> <dt file> [<node>...]
    	fdtput -r <options> <dt file> [<node>...]
    	fdtput -d <options> <dt file> <node> [<property>...]

    The command line arguments are joined together into a single value.
    \(ValueType.usage)
    """,
    [
      .flag("c", "create", "Create nodes"), .flag("r", "remove", "Delete nodes (and any subnodes)"),
      .flag("d", "delete", "Delete properties if they already exist"),
      .flag("p", "auto-path", "Automatically create nodes as needed for the node path"),
      .value("t", "type", "Type of data"),
      .flag("v", "verbose", "Display each value decoded from command line"),
    ])

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
  private var file = ""
  private var operands: ArraySlice<String> = []

  init(_ call: ToolCall) throws(ToolFailure) {
    var call = ShortOptions(call, Self.options)
    while let option = try Self.options.next(of: &call) {
      switch option.letter {
      case "c": operation = .createNodes
      case "r": operation = .removeNodes
      case "d": operation = .removeProperties
      case "p": makesPath = true
      case "v": isVerbose = true
      default:
        guard let type = ValueType(option.value) else { throw Self.options.misuse("Invalid type string") }
        guard type.letter != "r" else { throw Self.options.misuse("Unsupported raw data type") }
        self.type = type
      }
    }
    let words = call.operands
    guard let file = words.first else { throw Self.options.misuse("missing filename") }
    self.file = file
    operands = words.dropFirst()
    switch operation {
    case .setProperty where operands.isEmpty, .removeProperties where operands.isEmpty:
      throw Self.options.misuse("missing node")
    case .setProperty where operands.count == 1: throw Self.options.misuse("missing property")
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
