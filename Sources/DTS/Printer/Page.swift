import DeviceTree

/// The text being printed, and how deep it is.
struct Page {
  /// Deeper nodes are not indented further: a tree may be deeper than any line is wide.
  static let deepestIndent = 40

  let tree: DeviceTree
  let phandles: PrintedPhandles
  let width: Int
  let isPlugin: Bool
  var text: [UInt8] = []
  var depth = 0
  /// Whether anything stands in the node opened last.
  var hasItems = false

  init(tree: DeviceTree, printer: DTSPrinter) {
    self.tree = tree
    width = printer.width
    isPlugin = printer.isPlugin
    phandles = PrintedPhandles(of: tree, labelsAsk: printer.keepsSymbols)
  }

  mutating func line(_ content: String) {
    text.append(contentsOf: content.utf8)
    text.append(0x0a)
  }

  mutating func append(_ content: String) { text.append(contentsOf: content.utf8) }

  mutating func indent() {
    text.append(contentsOf: repeatElement(0x09, count: min(depth, Self.deepestIndent)))
  }

  /// Begins a line with a name and the labels in front of it.
  ///
  /// A name such as `#else` stays on the line before: at the start of one it would be a directive to the preprocessor.
  private mutating func begin(_ name: ArraySlice<UInt8>, labels: [String]) {
    let word = name.dropFirst().prefix { $0.isIdentifierByte }
    if labels.isEmpty, name.first == UInt8(ascii: "#"), !word.isEmpty, Directive(word) != nil {
      while text.last == 0x0a { text.removeLast() }
      text.append(0x20)
    } else {
      indent()
    }
    for label in labels { append("\(label): ") }
  }

  /// Begins a node's block; `opening` stands for its name.
  mutating func open(_ node: DeviceTree.NodeID, as opening: String? = nil) {
    let name = tree.nameBytes(of: node)
    begin(name, labels: tree.labels(of: node))
    // The root cannot have a label in a source.
    if let opening {
      append(opening)
    } else if tree.parent(of: node) == nil {
      text.append(0x2f)
    } else {
      text.append(contentsOf: name)
    }
    line(" {")
    depth += 1
    hasItems = false
  }

  mutating func close() {
    depth -= 1
    indent()
    line("};")
    hasItems = true
  }

  mutating func print(_ property: DeviceTree.PropertyID) {
    hasItems = true
    let labels = tree.labels(of: property)
    begin(tree.nameBytes(of: property), labels: labels)
    let start = text.count
    text.append(contentsOf: tree.nameBytes(of: property))
    let name = text.count - start
    let parts = ValueParts(of: property, in: tree, refersOutside: isPlugin)
    guard !parts.parts.isEmpty else { return line(";") }
    append(" = ")
    let before = labels.reduce(0) { $0 + $1.utf8.count + 2 }
    let column = min(depth, Self.deepestIndent) * 8 + before + name + 3
    printParts(parts.parts, column: column, isMap: tree.name(of: property) == "interrupt-map")
    line(";")
  }

  /// An entry that ends by this column is not broken over lines: by 100 where lines are to end by 80, as Linux has it
  /// (scripts/checkpatch.pl, `max_line_length`).
  private var widest: Int { width + width / 4 }

  /// Puts the parts on one line if they fit, else one on each, behind the name or, where they are too long for that,
  /// below it; long lists of cells go over several lines.
  private mutating func printParts(_ parts: [ValueParts.Part], column: Int, isMap: Bool) {
    let longest = parts.reduce(0) { max($0, $1.length) } + 1
    let below = (min(depth, Self.deepestIndent) + 1) * 8
    var column = column
    if column + longest > widest, below + longest <= widest {
      column = below
      text.removeLast()
      newLine(column: column)
    }
    let end = column + longest <= widest ? widest : width
    let total = parts.reduce(0) { $0 + $1.length + 2 }
    let fits = column + total - 1 <= width && !(isMap && parts.count > 1)
    for (index, part) in parts.enumerated() {
      if index > 0 {
        if fits {
          append(", ")
        } else {
          append(",")
          newLine(column: column)
        }
      }
      printWords(part, column: column, end: end)
    }
  }

  /// The words of a part, on lines that end by `end`.
  private mutating func printWords(_ part: ValueParts.Part, column: Int, end: Int) {
    append(part.opening)
    let inner = column + part.opening.utf8.count
    var used = inner
    for (index, word) in part.words.enumerated() {
      if index > 0 {
        let closing = index + 1 == part.words.count ? part.closing.utf8.count + 1 : 0
        if used + 1 + word.utf8.count + closing > max(end, inner + 24) {
          newLine(column: inner)
          used = inner
        } else {
          text.append(0x20)
          used += 1
        }
      }
      append(word)
      used += word.utf8.count
    }
    append(part.closing)
  }

  private mutating func newLine(column: Int) {
    text.append(0x0a)
    text.append(contentsOf: repeatElement(0x09, count: column / 8))
    text.append(contentsOf: repeatElement(0x20, count: column % 8))
  }
}
