import DTS
import DeviceTree
import FDT
import Foundation
import TestSupport
import Testing

/// Texts whose form makes them far larger than the tree.
struct OutputLimitTests {
  /// Nodes in each other, the deepest with a property.
  private static func chain(_ depth: Int, value: [UInt8] = [1]) -> DeviceTree {
    var tree = DeviceTree()
    var node = tree.root
    for _ in 0..<depth { node = tree.addNode("a", to: node) }
    tree.set("p", to: PropertyValue(bytes: value), of: node)
    return tree
  }

  @Test func `100,000 nested nodes are an error in every form that repeats their depth`() {
    let depth = 100_000
    let tree = Self.chain(depth)
    var text = DTCPrinter()
    var yaml = YAMLPrinter()
    text.limits.repeatedBytes = 1 << 20
    yaml.limits.repeatedBytes = 1 << 20
    #expect(throws: PrintError.indentation(depth: depth)) { try text.print(tree) }
    #expect(throws: PrintError.indentation(depth: depth)) { try yaml.print(tree) }
    let old = AssemblerPrinter(layout: BlobLayout(version: .v1))
    #expect(throws: PrintError.paths(depth: depth)) { try limited(old, to: 1 << 20).print(tree) }
    #expect(throws: Never.self) { try AssemblerPrinter().print(Self.chain(1_000)) }
  }

  private func limited(_ printer: AssemblerPrinter, to bytes: Int) -> AssemblerPrinter {
    var limited = printer
    limited.limits.repeatedBytes = bytes
    return limited
  }

  @Test func `nodes as deep as dtc's parser takes them are printed as by dtc`() throws {
    let folder = try TemporaryFolder()
    let tree = Self.chain(3_300)
    let path = folder.url.appending(path: "deep.dtb")
    try Data(tree.flattened()).write(to: path)
    let result = try Tool.run(
      "dtc", ["-q", "-I", "dtb", "-O", "dts", path.path(percentEncoded: false)])
    try #require(result.status == 0, "dtc: \(result.errors)")
    #expect(try DTCPrinter().print(tree) == result.output)
    #expect(try YAMLPrinter().print(tree).count > 3_300 * 3_300)
  }

  @Test func `a value that breaks into lines counts each of them`() throws {
    // Every number stands on a line of its own behind column 80.
    let tree = Self.chain(1_000, value: Array(repeating: 7, count: 4_000))
    var printer = YAMLPrinter()
    #expect(try printer.print(tree).count > 1_000 * 2_000)
    printer.limits.repeatedBytes = 1 << 20
    #expect(throws: PrintError.indentation(depth: 1_000)) { try printer.print(tree) }
  }

  @Test func `room grows with what is said besides`() throws {
    // 20 tabs on each of the lines, which say 300 bytes.
    var tree = Self.chain(20)
    let deepest = try #require(tree.allNodes.reduce(nil as DeviceTree.NodeID?) { _, node in node })
    for number in 0..<100 {
      tree.set("p\(number)", to: PropertyValue(bytes: Array(repeating: 1, count: 99)), of: deepest)
    }
    var printer = DTCPrinter()
    printer.limits.repeatedBytes = 500
    #expect(throws: Never.self) { try printer.print(tree) }
    let bare = Self.chain(400)
    #expect(throws: PrintError.indentation(depth: 400)) { try printer.print(bare) }
  }

  @Test func `free reservations are bounded, and none below zero`() throws {
    let tree = Self.chain(1)
    var printer = AssemblerPrinter(layout: BlobLayout(freeReservations: 3))
    let three = try printer.print(tree)
    #expect(String(decoding: three, as: UTF8.self).split(separator: ".long\t0, 0\n").count == 2 * 4 + 1)
    for count in [100_000_000, .max] {
      printer.layout.freeReservations = count
      #expect(throws: PrintError.freeReservations(count: count)) { try printer.print(tree) }
    }
    printer.layout.freeReservations = -5
    #expect(try printer.print(tree) == AssemblerPrinter().print(tree))
  }
}
