import DeviceTree
import Testing

/// `#address-cells` and `#size-cells` as Linux finds them.
@Suite struct CellCountTests {
  private static func tree(_ root: String, _ soc: String, reg: String) throws -> DeviceTree {
    try OverlayLab.compile(
      "/dts-v1/; / { \(root) soc { \(soc) ranges; uart: uart@1000 { reg = \(reg); }; }; };",
      keepsLabels: false)
  }

  /// The root's and the bus's properties, and the cells of what is below the bus.
  @Test(arguments: [
    ("#address-cells = <2>; #size-cells = <2>;", "", 2, 2),
    ("#address-cells = <2>; #size-cells = <2>;", "#size-cells = <1>;", 2, 1),
    ("", "", 1, 1),
    ("#address-cells = <2 7>; #size-cells = <1>;", "", 2, 1),
    ("#address-cells = <2>; #size-cells = <2>;", "#address-cells = [00 01]; #size-cells;", 2, 2),
    ("#address-cells = <2>; #size-cells = <2>;", "#address-cells = <0>; #size-cells = <3 4>;", 0, 3),
  ])
  func theNearestThatSaysItCounts(_ root: String, _ soc: String, _ address: Int, _ size: Int) throws {
    let tree = try Self.tree(root, soc, reg: "<1>")
    let bus = try #require(tree.node(at: "/soc"))
    #expect(tree.addressFormat(of: bus) == AddressFormat(addressCells: address, sizeCells: size))
  }

  @Test func registersAreReadInThem() throws {
    let tree = try Self.tree("#address-cells = <2>; #size-cells = <2>;", "", reg: "<0 0x1000 0 0x100>")
    let uart = try #require(tree.node(at: "/soc/uart"))
    let expected = [MemoryRange(base: 0x1000, size: 0x100)]
    #expect(try tree.reg(of: uart) == expected && tree.cpuRanges(of: uart) == expected)
    #expect(try AddressTranslation(of: tree).cpuRanges(of: uart) == expected)
  }

  /// Each: the root's and the bus's properties, and what is said of them.
  @Test(arguments: [
    ("#address-cells = <2 7>; #size-cells = <1>;", "", "/: '#address-cells' has 8 bytes instead of 4 bytes"),
    (
      "#address-cells = <2>; #size-cells = <1>;", "#size-cells = [00 01];",
      "/soc: '#size-cells' has 2 bytes instead of"
    ),
    (
      "#address-cells = <2>; #size-cells = <1>;", "#address-cells;",
      "/soc: '#address-cells' has 0 bytes instead of 4"
    ),
    (
      "#address-cells = <9>; #size-cells = <1>;", "",
      "/soc: '#address-cells' cannot be read: '#address-cells' of / is 9"
    ),
  ])
  func whatCannotBeReadIsNamed(_ root: String, _ soc: String, _ text: String) throws {
    let tree = try Self.tree(root, soc, reg: "<0 0x1000 0x100>")
    let uart = try #require(tree.node(at: "/soc/uart"))
    do throws(ReadingError) {
      _ = try tree.cpuRanges(of: uart)
      Issue.record("\(text): read")
    } catch {
      #expect(error.description.contains(text.prefix(37)), "\(error)")
    }
  }
}
