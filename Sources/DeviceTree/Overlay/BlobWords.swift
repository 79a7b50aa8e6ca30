private import FDT

/// The words of the blob that libfdt would be editing in the place of a tree, from some place on.
struct BlobWords {
  private let tree: DeviceTree
  /// How many places of properties the tree has when the words are looked at.
  private let propertyCount: Int32
  /// How many words there are still to go.
  private var left: Int

  /// Goes `count` words on in a tree; libfdt puts the name of a property that is about to be added into the strings
  /// block first.
  private init(_ tree: DeviceTree, _ count: Int, adding: Int32 = 0) {
    self.tree = tree
    left = count
    propertyCount = Int32(truncatingIfNeeded: tree.propertyRecords.count) &+ adding
  }

  /// The word that is `count` words behind the beginning of a property's value.
  ///
  /// Complexity: O(count).
  static func word(_ count: Int, fromValueOf property: DeviceTree.PropertyID, in tree: DeviceTree) -> BlobWord
  {
    var words = BlobWords(tree, count)
    let record = tree.record(property)
    let node = DeviceTree.NodeID(index: record.node)
    return words.value(of: property) ?? words.contents(of: node, from: record.next)
  }

  /// The word that is `count` words behind the place where a new property of a node goes: before the others.
  ///
  /// Complexity: O(count).
  static func word(_ count: Int, fromContentsOf node: DeviceTree.NodeID, in tree: DeviceTree) -> BlobWord {
    var words = BlobWords(tree, count, adding: 1)
    return words.contents(of: node, from: tree.record(node).firstProperty)
  }

  /// The word, if it is within so many.
  private mutating func pass(_ count: Int) -> Int? {
    if left < count { return left }
    left -= count
    return nil
  }

  /// From a property of a node on, to the end of the blob.
  private mutating func contents(of start: DeviceTree.NodeID, from property: Int32) -> BlobWord {
    var (node, property) = (start, property)
    while true {
      if let word = properties(from: property) { return word }
      var next = tree.nodes.present(from: tree.record(node).firstChild)
      while next < 0 {
        if pass(1) != nil { return BlobWord(Token.endNode) }
        guard let parent = tree.parent(of: node) else { return end }
        next = tree.nodes.present(from: tree.record(node).nextSibling)
        node = parent
      }
      node = DeviceTree.NodeID(index: next)
      if pass(1) != nil { return BlobWord(Token.beginNode) }
      let name = tree.nameBytes(of: node).prefix { $0 != 0 }
      if let word = pass(name.count / 4 + 1) { return BlobWord(Self.word(word, of: name)) }
      property = tree.record(node).firstProperty
    }
  }

  private mutating func properties(from first: Int32) -> BlobWord? {
    var slot = first
    while slot >= 0 {
      let record = tree.propertyRecords[Int(slot)]
      if !record.isRemoved {
        switch pass(3) {
        case 0: return BlobWord(Token.property)
        case 1: return BlobWord(record.value.count)
        case .some: return BlobWord(.nameOffset(ofProperty: slot))
        case nil: if let word = value(of: DeviceTree.PropertyID(index: slot)) { return word }
        }
      }
      slot = record.next
    }
    return nil
  }

  private mutating func value(of property: DeviceTree.PropertyID) -> BlobWord? {
    let value = tree.bytes(of: property)
    guard let number = pass((value.count + 3) / 4) else { return nil }
    let bytes = Self.word(number, of: value)
    guard number == value.count / 4 else { return BlobWord(bytes) }
    var word = tree.padding(of: property)
    word.bytes |= bytes
    return word
  }

  /// Behind the root.
  private var end: BlobWord {
    if left == 0 { return BlobWord(Token.end) }
    return BlobWord(.strings(from: UInt32(truncatingIfNeeded: 4 * (left - 1)), properties: propertyCount))
  }

  /// Four bytes, those behind the end being 0.
  private static func word(_ number: Int, of bytes: ArraySlice<UInt8>) -> UInt32 {
    var word: UInt32 = 0
    let start = bytes.startIndex + 4 * number
    for index in start..<start + 4 { word = word << 8 | (index < bytes.endIndex ? UInt32(bytes[index]) : 0) }
    return word
  }
}
