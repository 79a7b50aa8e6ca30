import DeviceTree

/// A property's value cut into what is written between commas.
struct ValueParts {
  /// `<…>`, `"…"`, `[…]` or a reference.
  struct Part {
    var opening: String
    var words: [String] = []
    var closing: String

    /// Bytes on one line.
    var length: Int {
      words.reduce(opening.utf8.count + closing.utf8.count - (words.isEmpty ? 0 : 1)) {
        $0 + $1.utf8.count + 1
      }
    }
  }

  private(set) var parts: [Part] = []
  private let tree: DeviceTree
  private let property: DeviceTree.PropertyID
  private let bytes: [UInt8]
  /// Whether a reference to a label that this tree has not is one to the tree it will be laid over.
  private let refersOutside: Bool

  init(of property: DeviceTree.PropertyID, in tree: DeviceTree, refersOutside: Bool = false) {
    self.tree = tree
    self.property = property
    self.refersOutside = refersOutside
    bytes = Array(tree.bytes(of: property))
    let markers = Array(tree.markers(of: property))
    let isUsable =
      markers.allSatisfy { (0...bytes.count).contains($0.offset) }
      && zip(markers, markers.dropFirst()).allSatisfy { $0.offset <= $1.offset }
    cut(isUsable ? markers : [])
  }

  private mutating func cut(_ markers: [ValueMarker]) {
    let starts = markers.indices.filter { markers[$0].beginsPart }
    guard let first = starts.first else {
      // Whoever noted references did so in cells.
      let isCells = bytes.count % 4 == 0 && markers.contains { $0.kind.isPhandle }
      if isCells { addCells(32, 0..<bytes.count, markers) } else { guess(0..<bytes.count) }
      return
    }
    guess(0..<markers[first].offset)
    for (position, index) in starts.enumerated() {
      let isLast = position + 1 == starts.count
      let next = isLast ? markers.count : starts[position + 1]
      let end = isLast ? bytes.count : markers[next].offset
      // Labels before a part were noted before it.
      add(markers[index].kind, markers[index].offset..<end, markers[(index + 1)..<next])
    }
    let leading = markers[..<first].compactMap { $0.label }
    if !leading.isEmpty, !parts.isEmpty {
      parts[0].opening = leading.map { "\($0): " }.joined() + parts[0].opening
    }
  }

  private mutating func add(_ kind: ValueMarker.Kind, _ range: Range<Int>, _ inner: ArraySlice<ValueMarker>) {
    // What stands at the end of a part, behind its last byte, is written behind it.
    let behind = inner.filter { $0.offset >= range.upperBound }.compactMap { $0.label }
    let inside = inner.filter { $0.offset < range.upperBound }
    let before = parts.count
    switch kind {
    case .cells(let bits) where [8, 16, 32, 64].contains(bits) && range.count % (bits / 8) == 0:
      addCells(bits, range, inside)
    case .string: addString(range)
    case .path(let reference): addPath(reference, range)
    case .bytes: addBytes(range, inside)
    default: guess(range)
    }
    if !behind.isEmpty, parts.count > before {
      parts[parts.count - 1].closing += behind.map { " \($0):" }.joined()
    }
  }

  private mutating func addCells(_ bits: Int, _ range: Range<Int>, _ markers: [ValueMarker]) {
    var part = Part(opening: bits == 32 ? "<" : "/bits/ \(bits) <", closing: ">")
    var pending = markers[...]
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: bits / 8) {
      var word: String?
      while let marker = pending.first, marker.offset <= offset {
        pending.removeFirst()
        if let label = marker.label { part.words.append("\(label):") }
        if case .phandle(let reference) = marker.kind, bits == 32, marker.offset == offset,
          Self.target(of: reference, phandleAt: offset, of: property, in: tree) != nil
            || refersOutside && Self.isOutside(reference, at: offset, of: property, in: tree)
        {
          word = reference.text
        }
      }
      let value = bytes[offset..<offset + bits / 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      part.words.append(word ?? "0x" + String(value, radix: 16))
    }
    parts.append(part)
  }

  private mutating func addBytes(_ range: Range<Int>, _ markers: [ValueMarker]) {
    var part = Part(opening: "[", closing: "]")
    var pending = markers[...]
    for offset in range {
      while let marker = pending.first, marker.offset <= offset {
        pending.removeFirst()
        if let label = marker.label { part.words.append("\(label):") }
      }
      part.words.append(AddressText.digits(bytes[offset], atLeast: 2))
    }
    parts.append(part)
  }

  /// One string; a stretch that does not end with a NUL is none, and whatever follows the string's end in
  /// the same stretch (a file, say) is printed as bytes.
  private mutating func addString(_ range: Range<Int>) {
    guard range.upperBound > range.lowerBound, bytes[range.upperBound - 1] == 0 else {
      addBytes(range, [])
      return
    }
    parts.append(Part(opening: Self.quoted(bytes[range.lowerBound..<range.upperBound - 1]), closing: ""))
  }

  private mutating func addPath(_ reference: Reference, _ range: Range<Int>) {
    guard let target = tree.node(for: reference) else { return addString(range) }
    let path = Array(tree.path(of: target).utf8) + [0]
    guard bytes[range].starts(with: path) else { return addString(range) }
    parts.append(Part(opening: reference.text, closing: ""))
    guess(range.lowerBound + path.count..<range.upperBound)
  }

  /// Prints a stretch of which nothing is known, by dtc's rule (`guess_value_type`, 1.6.1): strings if all
  /// is printable and the last byte is NUL, else cells if they come out even, else bytes.
  private mutating func guess(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let stretch = bytes[range]
    let ends = stretch.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    let isText = stretch.allSatisfy { $0 == 0 || (7...13).contains($0) || (0x20..<0x7f).contains($0) }
    if stretch.last == 0, isText, ends < stretch.count - ends {
      for text in stretch.dropLast().split(separator: 0, omittingEmptySubsequences: false) {
        parts.append(Part(opening: Self.quoted(text), closing: ""))
      }
    } else if range.count % 4 == 0 {
      addCells(32, range, [])
    } else {
      addBytes(range, [])
    }
  }

  static func quoted(_ text: ArraySlice<UInt8>) -> String {
    var quoted = "\""
    for byte in text {
      switch byte {
      case 0x22, 0x5c: quoted += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7f: quoted.unicodeScalars.append(UnicodeScalar(byte))
      case 0x0a: quoted += "\\n"
      case 0x09: quoted += "\\t"
      case 0x0d: quoted += "\\r"
      default: quoted += "\\x" + AddressText.digits(byte, atLeast: 2)
      }
    }
    return quoted + "\""
  }

  /// The node that a reference in a cell means, if the cell still holds its phandle.
  static func target(
    of reference: Reference, phandleAt offset: Int, of property: DeviceTree.PropertyID, in tree: DeviceTree
  ) -> DeviceTree.NodeID? {
    guard let cell = tree.cell(at: offset, of: property), let node = tree.node(for: reference) else {
      return nil
    }
    return tree.phandle(of: node) == cell ? node : nil
  }

  /// Whether a cell waits for the phandle of a node in the tree that this one will be laid over.
  static func isOutside(
    _ reference: Reference, at offset: Int, of property: DeviceTree.PropertyID, in tree: DeviceTree
  ) -> Bool {
    guard case .label(let label) = reference, tree.node(labelled: label) == nil else { return false }
    return tree.cell(at: offset, of: property) == .max
  }
}

extension ValueMarker {
  /// Whether a new part of the value begins here, rather than something within one.
  fileprivate var beginsPart: Bool {
    switch kind {
    case .cells, .string, .bytes, .path: true
    case .phandle, .label: false
    }
  }

  fileprivate var label: String? {
    if case .label(let label) = kind { label } else { nil }
  }
}

extension ValueMarker.Kind {
  fileprivate var isPhandle: Bool {
    if case .phandle = self { true } else { false }
  }
}
