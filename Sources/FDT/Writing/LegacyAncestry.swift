/// The open nodes of a blob of version 1 to 3, which writes their paths where later ones write names.
struct LegacyAncestry: Sendable {
  /// The path of the open node, "/" for the root.
  var path: ArraySlice<UInt8> { bytes.isEmpty ? [UInt8(ascii: "/")] : bytes[...] }
  /// The path without the slash that the root's consists of.
  private var bytes: [UInt8] = []
  /// For each open node but the root, how long the path above it is.
  private var ends: [Int] = []
  /// For each open node, the root first, whether it has a property that states its name.
  private var areNamed = [false]

  /// The property that states a node's name.
  static let name = Array("name".utf8)

  /// Whether the open node has a property that states its name.
  var statesName: Bool { areNamed.last ?? false }

  /// The open node's name without the unit address, and a NUL.
  var baseName: [UInt8] { bytes[(ends.last.map { $0 + 1 } ?? 0)...].prefix { $0 != UInt8(ascii: "@") } + [0] }

  mutating func enter(_ name: ArraySlice<UInt8>) {
    ends.append(bytes.count)
    areNamed.append(false)
    bytes.append(UInt8(ascii: "/"))
    bytes.append(contentsOf: name)
  }

  mutating func leave() {
    areNamed.removeLast()
    if let end = ends.popLast() { bytes.removeLast(bytes.count - end) }
  }

  mutating func note(property name: ArraySlice<UInt8>) {
    if name.elementsEqual(Self.name) { areNamed[areNamed.count - 1] = true }
  }
}
