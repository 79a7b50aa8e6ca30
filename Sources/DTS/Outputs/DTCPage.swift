import DeviceTree
import SourceDiagnostics

/// A text in dtc's form, being printed.
struct DTCPage {
  let tree: DeviceTree
  let printer: DTCPrinter
  /// What annotations name files from.
  private let start: StartPath
  var text: [UInt8] = []
  /// How much of the text is indentation.
  private var indentation = 0

  init(tree: DeviceTree, printer: DTCPrinter) {
    self.tree = tree
    self.printer = printer
    start = StartPath(printer.origin.flatMap { $0.positions.origins.firstPath(in: $0.sources) } ?? "")
  }

  private mutating func indent(_ depth: Int) throws(PrintError) {
    text.append(contentsOf: repeatElement(0x09, count: depth))
    indentation += depth
    guard printer.limits.allow(indentation, beside: text.count - indentation) else {
      throw .indentation(depth: tree.nesting.depth)
    }
  }

  mutating func open(_ node: DeviceTree.NodeID, depth: Int) throws(PrintError) {
    try indent(depth)
    for label in tree.labels(of: node) { text.append("\(label): ") }
    let name = tree.nameBytes(of: node)
    if name.isEmpty { text.append(0x2f) } else { text.append(contentsOf: name) }
    text.append(" {")
    annotate(of: node, isEnd: false)
    text.append("\n")
  }

  mutating func close(_ node: DeviceTree.NodeID, depth: Int) throws(PrintError) {
    try indent(depth)
    text.append("};")
    annotate(of: node, isEnd: true)
    text.append("\n")
  }

  mutating func print(_ property: DeviceTree.PropertyID, depth: Int) throws(PrintError) {
    try indent(depth)
    for label in tree.labels(of: property) { text.append("\(label): ") }
    text.append(contentsOf: tree.nameBytes(of: property))
    if !tree.bytes(of: property).isEmpty {
      text.append(" =")
      print(DTCValue(of: property, in: tree).measured())
    }
    text.append(";")
    let stated = printer.sorted.map { $0.original(of: property) } ?? property
    let range = stated.flatMap { printer.origin?.positions.statedRange(of: $0) }
    annotate(range.map { [$0] } ?? [], isEnd: false)
    text.append("\n")
  }

  private mutating func print(_ value: DTCValue) {
    var form: DTCValue.Form?
    for (index, marker) in value.markers.enumerated() {
      let (length, rest) = value.lengths(from: index)
      if let begun = marker.form {
        // Of `<>` beside other parts dtc prints a `<` alone, which no compiler reads back.
        form = rest > 0 ? begun : nil
        guard rest > 0 else { continue }
        text.append(" \(Self.opening(begun))")
      } else if case .label(let label) = marker.kind {
        text.append(" \(label):")
      }
      guard let current = form, length > 0 else { continue }
      let bytes = value.slice(marker.offset..<marker.offset + length)
      if current == .cells {
        printCells(bytes, reference: reference(at: index, in: value))
        if rest > length { text.append(" ") }
      } else if current == .string {
        printString(bytes)
      } else {
        printNumbers(bytes, current)
      }
      if length == rest {
        text.append(Self.closing(current))
        if marker.offset + length != value.bytes.count { text.append(",") }
        form = nil
      }
    }
  }

  /// The reference that stands at the place of a marker, which may be another marker of the same place.
  private func reference(at index: Int, in value: DTCValue) -> Reference? {
    let offset = value.markers[index].offset
    var nearby = index
    while nearby > 0, value.markers[nearby - 1].offset == offset { nearby -= 1 }
    while nearby < value.markers.count, value.markers[nearby].offset == offset {
      if case .phandle(let reference) = value.markers[nearby].kind { return reference }
      nearby += 1
    }
    return nil
  }

  private static func opening(_ form: DTCValue.Form) -> String {
    switch form {
    case .bytes: "["
    case .cells16: "/bits/ 16 <"
    case .cells: "<"
    case .cells64: "/bits/ 64 <"
    case .string: ""
    }
  }

  private static func closing(_ form: DTCValue.Form) -> String {
    switch form {
    case .bytes: "]"
    case .cells16, .cells, .cells64: ">"
    case .string: ""
    }
  }

  private mutating func printCells(_ bytes: ArraySlice<UInt8>, reference: Reference?) {
    guard let reference else { return printNumbers(bytes, .cells) }
    text.append(reference.text)
    guard bytes.count > 4 else { return }
    text.append(" ")
    printNumbers(bytes.dropFirst(4), .cells)
  }

  private mutating func printNumbers(_ bytes: ArraySlice<UInt8>, _ form: DTCValue.Form) {
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let end = min(bytes.endIndex, position + form.width)
      let number = bytes[position..<end].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      if form != .bytes { text.append("0x") }
      if number < 16 { text.append(0x30) }
      text.append(String(number, radix: 16))
      if end < bytes.endIndex { text.append(0x20) }
      position = end
    }
  }

  /// One string with its NUL; NULs within are escaped, as dtc does for a file that follows a string.
  private mutating func printString(_ bytes: ArraySlice<UInt8>) {
    text.append(0x22)
    for byte in bytes.dropLast() {
      switch byte {
      case 0x07: text.append("\\a")
      case 0x08: text.append("\\b")
      case 0x09: text.append("\\t")
      case 0x0a: text.append("\\n")
      case 0x0b: text.append("\\v")
      case 0x0c: text.append("\\f")
      case 0x0d: text.append("\\r")
      case 0x5c: text.append("\\\\")
      case 0x22: text.append("\\\"")
      case 0: text.append("\\0")
      case 0x20..<0x7f: text.append(byte)
      default: text.append((byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16))
      }
    }
    text.append(0x22)
  }

  private mutating func annotate(of node: DeviceTree.NodeID, isEnd: Bool) {
    let stated = printer.sorted.map { $0.original(of: node) } ?? node
    annotate(stated.flatMap { printer.origin?.positions.blockRanges(of: $0) } ?? [], isEnd: isEnd)
  }

  private mutating func annotate(_ ranges: [SourceRange], isEnd: Bool) {
    guard printer.annotation != .none, let sources = printer.origin?.sources else { return }
    guard !ranges.isEmpty else {
      if printer.annotation == .places { text.append(" /* <no-file>:<no-line> */") }
      return
    }
    let places = ranges.map { range in
      let first = sources.location(of: range)
      let last = sources.location(of: SourceRange(file: range.file, start: range.end, end: range.end))
      return printer.annotation == .places
        ? "\(first.path):\(first.line):\(first.column)-\(last.line):\(last.column)"
        : "\(start.shortened(first.path)):\(isEnd ? last.line : first.line)"
    }
    text.append(" /* \(places.joined(separator: ", ")) */")
  }
}
