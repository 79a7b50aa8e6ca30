import FDT

/// A tree to measure with, and the paths and phandles that are looked up in it.
struct Sample {
  var name: String
  var blob: [UInt8]
  /// Some paths, spread over the tree.
  var paths: [String] = []
  var phandles: [UInt32] = []

  /// Takes paths and phandles from all over the blob.
  init(_ name: String, _ blob: [UInt8]) throws(FDTError) {
    self.name = name
    self.blob = blob
    let tree = try FlattenedTree(validating: blob.span)
    let index = IndexedTree(tree)
    var nodes = tree.nodes
    var number = 0
    var all: [UInt32] = []
    while let node = nodes.next() {
      number += 1
      if number % max(1, tree.nodeCount / 32) == 0 { paths.append(index.path(of: node)) }
      if let phandle = node.phandle { all.append(phandle) }
    }
    // Some hundreds, from all over.
    phandles = stride(from: 0, to: all.count, by: max(1, all.count / 512)).map { all[$0] }
  }

  /// A board of `buses` buses with `devices` devices each: names, values and phandles as they are on real
  /// boards.
  static func board(buses: Int, devices: Int) throws(FDTWriteError) -> [UInt8] {
    var writer = FlattenedTreeWriter()
    writer.property("#address-cells", cells: 2)
    writer.property("#size-cells", cells: 2)
    writer.property("compatible", strings: ["acme,board", "acme,soc"])
    var phandle: UInt32 = 1
    for bus in 0..<buses {
      writer.node("bus@\(String(bus << 24, radix: 16))") { node in
        node.property("compatible", string: "simple-bus")
        node.property("#address-cells", cells: 1)
        node.property("#size-cells", cells: 1)
        node.property("ranges", cells: 0, UInt32(truncatingIfNeeded: bus << 24), 0, 0x100_0000)
        for device in 0..<devices {
          node.node("device@\(String(device << 12, radix: 16))") { node in
            node.property("compatible", strings: ["acme,device-\(device % 50)", "acme,device"])
            node.property("reg", cells: UInt32(truncatingIfNeeded: device << 12), 0x1000)
            node.property("interrupts", cells: 0, UInt32(truncatingIfNeeded: device), 4)
            node.property("clocks", cells: 1, UInt32(truncatingIfNeeded: device))
            node.property("status", string: device % 3 == 0 ? "okay" : "disabled")
            if device % 2 == 0 {
              node.property("phandle", cells: phandle)
              phandle += 1
            }
          }
        }
      }
    }
    return try writer.finished()
  }
}
