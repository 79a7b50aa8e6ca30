import FDT

/// Trees with overlays behind them.
extension Large {
  /// A small tree, and behind it an overlay that adds nodes to it, each in the one before.
  static func overlay(deep count: Int) -> [UInt8] {
    board
      + overlay { structure in
        for _ in 0..<count { begin("n", in: &structure) }
        for _ in 0..<count { structure += [0, 0, 0, 2] }
      }
  }

  /// A node of phandle 1.
  private static var board: [UInt8] {
    blob(strings: phandleName) { structure in
      begin("soc", in: &structure)
      structure += one(named: 0) + [0, 0, 0, 2]
    }
  }

  /// A tree of nodes each in the one before, and behind it an overlay that adds one to the innermost.
  static func overlay(onNodesDeep count: Int) -> [UInt8] {
    let overlay = overlay { structure in
      begin("new", in: &structure)
      structure += [0, 0, 0, 2]
    }
    return blob(strings: phandleName) { structure in
      for _ in 1..<count { begin("n", in: &structure) }
      structure += one(named: 0)
      for _ in 1..<count { structure += [0, 0, 0, 2] }
    } + overlay
  }

  /// A small tree, and behind it an overlay that adds nodes to it, each of another name; every thousandth is one of a
  /// few that have no unit address and may mean any before.
  static func overlay(beside count: Int, name: (String) -> String) -> [UInt8] {
    board
      + overlay { structure in
        for number in 0..<count {
          begin(number % 1000 == 999 ? "n\(number % 7)" : name(String(number, radix: 16)), in: &structure)
          structure += [0, 0, 0, 2]
        }
      }
  }

  /// A tree of nodes beside each other, and behind it an overlay that adds one, which may have to be looked for without
  /// unit address.
  static func overlay(onNodesBeside count: Int, name: (String) -> String) -> [UInt8] {
    blob(strings: phandleName) { structure in
      structure += one(named: 0)
      for number in 0..<count {
        begin(name(String(number, radix: 16)), in: &structure)
        structure += [0, 0, 0, 2]
      }
    }
      + overlay { structure in
        begin("new", in: &structure)
        structure += [0, 0, 0, 2]
      }
  }

  /// A small tree, and behind it an overlay that gives it properties of different names, of so many bytes each.
  static func overlay(properties count: Int, ofBytes size: Int) -> [UInt8] {
    var writer = FlattenedTreeWriter()
    writer.node("fragment@0") {
      $0.property("target", cells: 1)
      $0.node("__overlay__") {
        for number in 0..<count { $0.property(String(number, radix: 16), Array(repeating: 1, count: size)) }
      }
    }
    return board + ((try? writer.finished()) ?? [])
  }

  /// A tree with one symbol, and behind it an overlay that uses it in one place, said again and again.
  static func overlay(fixups count: Int) -> [UInt8] {
    var base = FlattenedTreeWriter()
    base.node("s") { $0.property("phandle", cells: 1) }
    base.node("__symbols__") { $0.property("s", string: "/s") }
    var writer = FlattenedTreeWriter()
    writer.node("f") {
      $0.property("target", cells: 0)
      $0.node("__overlay__") { $0.property("p") }
    }
    writer.node("__fixups__") { $0.property("s", strings: Array(repeating: "/f:target:0", count: count)) }
    return ((try? base.finished()) ?? []) + ((try? writer.finished()) ?? [])
  }

  /// A small tree, and behind it an overlay that moves one reference of its own again and again.
  static func overlay(localFixups count: Int) -> [UInt8] {
    let cells = [UInt8](repeating: 0, count: 4 * count)
    var writer = FlattenedTreeWriter()
    writer.node("f") {
      $0.property("target", cells: 1)
      $0.node("__overlay__") { $0.property("p", cells: 1) }
    }
    writer.node("__local_fixups__") { $0.node("f") { $0.node("__overlay__") { $0.property("p", cells) } } }
    return board + ((try? writer.finished()) ?? [])
  }

  private static let phandleName = Array("phandle\0".utf8)

  /// An overlay for the node of phandle 1.
  private static func overlay(_ content: (inout [UInt8]) -> Void) -> [UInt8] {
    blob(strings: Array("target\0".utf8)) { structure in
      begin("fragment@0", in: &structure)
      structure += one(named: 0)
      begin("__overlay__", in: &structure)
      content(&structure)
      structure += [0, 0, 0, 2, 0, 0, 0, 2]
    }
  }

  /// A property of one cell, which is 1.
  private static func one(named name: UInt8) -> [UInt8] {
    [0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, name, 0, 0, 0, 1]
  }

  private static func begin(_ name: String, in structure: inout [UInt8]) {
    structure += [0, 0, 0, 1] + Array(name.utf8)
    structure += Array(repeating: 0, count: 4 - name.utf8.count % 4)
  }
}
