import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

@Suite("Printing")
struct PrinterTests {
  /// Compiles printed text with dtc.
  private func dtcBlob(_ text: String) throws -> [UInt8] {
    let result = try Tool.run("dtc", ["-q", "-I", "dts", "-O", "dtb", "-"], input: Array(text.utf8))
    try #require(result.status == 0, "dtc: \(result.errors)\n\(text)")
    return result.output
  }

  @Test(
    "What is printed compiles to the same blob, by dtc and by us",
    arguments: ["values", "merging", "phandles", "overlay"], [false, true])
  func roundTrip(name: String, symbols: Bool) throws {
    var compiler = DTSCompiler(loader: fileLoader)
    compiler.makesSymbols = symbols
    let tree = try compiler.compile(path: fixture("language/\(name).dts")).tree
    let text = DTSPrinter(comments: ["made by a test", "two\nlines"]).print(tree)
    #expect(try dtcBlob(text) == tree.flattened())
    let again = try compile(text).tree
    #expect(again.flattened() == tree.flattened())
    #expect(DTSPrinter(comments: ["made by a test", "two\nlines"]).print(again) == text)
  }

  @Test(
    "A tree from a blob, without markers, prints to source of the same blob",
    arguments: [
      "values", "merging", "phandles", "overlay",
    ])
  func blob(name: String) throws {
    let blob = try dtc(fixture("language/\(name).dts"))
    let text = DTSPrinter().print(try DeviceTree(blob: blob))
    #expect(try dtcBlob(text) == blob)
  }

  @Test("Names that a preprocessor would take for directives stand at the start of no line")
  func directiveNames() throws {
    let source =
      "/dts-v1/;\n/ { a; #else = <1>; #error-cells = <2>; define { #if; }; x { #line = &{/x}; l: #endif; }; };"
    let tree = try compile(source).tree
    let text = DTSPrinter().print(tree)
    #expect(try compile(text).tree.flattened() == tree.flattened(), "\(text)")
    #expect(try dtcBlob(text) == tree.flattened())
  }

  @Test("The kernel's style: groups, references and labels as they were written")
  func style() throws {
    let source = """
      // A board.
      /dts-v1/;

      /memreserve/ 0x1000 0x2000;

      / {
      \t#address-cells = <0x2>;
      \tcompatible = "test,board", "test";

      \tintc: interrupt-controller {
      \t\t#interrupt-cells = <0x1>;
      \t\tempty;
      \t};

      \tpcie: pcie@10000000 {
      \t\treg = <0x0 0x10000000 0x0 0x1000>,
      \t\t      <0x0 0x20000000 0x0 0x1000>,
      \t\t      <0x0 0x30000000 0x0 0x1000>;
      \t\tinterrupt-map = <0x0 &intc 0x1>,
      \t\t\t\t<0x1 &intc 0x2>;
      \t\tmac = [00 11 22];
      \t\twide = /bits/ 64 <0x123456789>;
      \t\tparent = &pcie;
      \t};
      };

      """
    #expect(DTSPrinter(comments: ["A board."]).print(try compile(source).tree) == source)
  }

  @Test("A reference that no longer fits its bytes is printed as what the bytes are")
  func staleMarkers() throws {
    var tree = DeviceTree()
    let a = tree.addNode("a", to: tree.root)
    tree.addLabel("a", to: .node(a))
    tree.set("phandle", to: .cells([5]), of: a)
    var value = PropertyValue(markers: [ValueMarker(0, .cells(bits: 32))])
    value.append(phandle: 5, of: .label("a"))
    value.append(phandle: 6, of: .label("a"))
    value.append(phandle: 7, of: .label("gone"))
    tree.set("use", to: value, of: tree.root)
    tree.set("bad", to: PropertyValue(bytes: [1, 2, 3], markers: [ValueMarker(9, .string)]), of: tree.root)
    tree.set(
      "odd", to: PropertyValue(bytes: [1, 2, 3], markers: [ValueMarker(0, .cells(bits: 32))]), of: tree.root)
    tree.set("text", to: PropertyValue(bytes: [65, 66], markers: [ValueMarker(0, .string)]), of: tree.root)
    let text = DTSPrinter().print(tree)
    #expect(text.contains("use = <&a 0x6 0x7>;"))
    #expect(text.contains("bad = [01 02 03];"))
    #expect(text.contains("odd = [01 02 03];"))
    #expect(text.contains("text = [41 42];"))
    #expect(try dtcBlob(text) == tree.flattened())
  }
}
