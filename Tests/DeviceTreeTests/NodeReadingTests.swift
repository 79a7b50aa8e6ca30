import DeviceTree
import Foundation
import Testing
import TestSupport

/// Lists of references, and what the well-known nodes say.
@Suite struct NodeReadingTests {
  static let board = """
    /dts-v1/;
    / {
      #address-cells = <2>; #size-cells = <1>;
      aliases { serial0 = &uart; i2c-mux10 = "/soc/uart@1000"; console = &uart; };
      chosen { bootargs = "quiet"; stdout-path = "serial0:115200n8"; stdin-path = &uart;
        linux,initrd-start = <0x1 0x1000>; linux,initrd-end = <0x1 0x3000>; };
      memory@80000000 { device_type = "memory"; reg = <0 0x80000000 0x1000 1 0 0x2000>; hotpluggable; };
      memory@1 { device_type = "memory"; status = "disabled"; reg = <1>; };
      reserved-memory { #address-cells = <2>; #size-cells = <1>; ranges;
        fw@90000000 { reg = <0 0x90000000 0x100>; no-map; };
        pool { size = <0x1000>; alignment = <0x400>; alloc-ranges = <0 0x80000000 0x1000>; reusable; compatible = "shared-dma-pool"; };
        gone { status = "disabled"; }; };
      cpus { #address-cells = <1>; #size-cells = <0>; enable-method = "psci";
        cpu-map { cluster0 { core0 { cpu = <&cpu0>; }; }; };
        cpu0: cpu@0 { device_type = "cpu"; reg = <0>; capacity-dmips-mhz = <1024>; };
        cpu@100 { device_type = "cpu"; reg = <0x100 0x101>; enable-method = "spin-table"; cpu-release-addr = <0 0x8000fff8>; status = "fail-heat"; }; };
      soc { #address-cells = <1>; #size-cells = <1>; ranges = <0 0 0 0x80000000>;
        clk: clk { #clock-cells = <1>; #reset-cells = <0>; }; osc: osc { #clock-cells = <0>; };
        gpio: gpio { #gpio-cells = <2>; gpio-ranges = <&gpio 0 0 8>; hog { gpio-hog; gpios = <3 0>; }; };
        its: its { #msi-cells = <1>; }; smmu: smmu { #iommu-cells = <2>; }; plain: plain { };
        uart: uart@1000 { reg = <0x1000 4>; clocks = <&osc>, <&clk 3>, <0>, <&clk 4>; resets = <&clk>;
          reset-gpios = <&gpio 1 0 &gpio 2 1>; vcc-supply = <&plain>; pinctrl-0 = <&plain>, <&osc>; snps,nr-gpios = <1>;
          rockchip,pins = <1 2 3 &plain 4 5 6 &osc>; syscon = <&plain 8>;
          msi-parent = <&plain>; status = "reserved"; };
        pcie@2000 { reg = <0x2000 4>; msi-map = <0x0 &its 0x10 0x100>, <0x100 &its 0x110 0x100>;
          iommu-map = <0x0 &smmu 0x400 0x100>, <0x100 &smmu 0x500 0x100>; };
        new@3000 { reg = <0x3000 4>; iommu-map = <0x0 &smmu 1 2 1>, <0x1 &smmu 3 4 1>; };
        bad@4000 { reg = <0x4000 4>; clocks = <&plain>; resets = <0x7777>; dmas = [00]; pwms = <&clk>; phys = <&clk>; iommus = <&smmu 1>; rockchip,pins = <1 2 3>; }; };
    };
    """

  private func tree() throws -> DeviceTree { try OverlayLab.compile(Self.board) }

  private func references(_ name: String, of path: String, in tree: DeviceTree) throws -> [String] {
    let node = try #require(tree.node(at: path), "\(path)")
    return try tree.references(name, of: node, in: PhandleTable(of: tree)).map { entry in
      let key = entry.key.isEmpty ? "" : "\(entry.key) "
      return "\(key)\(entry.target.map { tree.name(of: $0) } ?? "-") \(entry.arguments)"
    }
  }

  @Test(arguments: [
    ("clocks", "/soc/uart", ["osc []", "clk [3]", "- []", "clk [4]"]), ("resets", "/soc/uart", ["clk []"]),
    ("reset-gpios", "/soc/uart", ["gpio [1, 0]", "gpio [2, 1]"]), ("vcc-supply", "/soc/uart", ["plain []"]),
    ("pinctrl-0", "/soc/uart", ["plain []", "osc []"]), ("snps,nr-gpios", "/soc/uart", []),
    ("gpios", "/soc/gpio/hog", []), ("gpio-ranges", "/soc/gpio", ["gpio [0, 0, 8]"]),
    ("msi-parent", "/soc/uart", ["plain []"]), ("dmas", "/soc/uart", []),
    ("msi-map", "/soc/pcie", ["[0] its [16, 256]", "[256] its [272, 256]"]),
    ("rockchip,pins", "/soc/uart", ["[1, 2, 3] plain []", "[4, 5, 6] osc []"]),
    ("syscon", "/soc/uart", ["plain [8]"]),
    // Two cells are said, one is written, as before Linux took notice; then two of two.
    ("iommu-map", "/soc/pcie", ["[0] smmu [1024, 256]", "[256] smmu [1280, 256]"]),
    ("iommu-map", "/soc/new", ["[0] smmu [1, 2, 1]", "[1] smmu [3, 4, 1]"]),
  ])
  func listsOfReferencesAreRead(_ name: String, _ path: String, _ expected: [String]) throws {
    #expect(try references(name, of: path, in: try tree()) == expected)
  }

  @Test(arguments: [
    ("clocks", "'clocks' refers to /soc/plain, which has no '#clock-cells'"),
    ("resets", "'resets' has phandle 0x7777 in entry 0, which no node has"),
    ("dmas", "'dmas' has 1 byte, which is no whole number of cells"),
    ("rockchip,pins", "'rockchip,pins' ends in entry 0, which needs 4 cells, and 3 are left"),
    ("phys", "'phys' refers to /soc/clk, which has no '#phy-cells'"),
    ("iommus", "'iommus' ends in entry 0, which needs 3 cells, and 2 are left"),
  ])
  func badListsAreSaid(_ name: String, _ text: String) throws {
    do {
      let found = try references(name, of: "/soc/bad", in: try tree())
      Issue.record("\(found)")
    } catch let error as ReadingError {
      #expect(error.description == "/soc/bad@4000: \(text)")
    }
  }

  /// What the bindings find in a blob is what the source referred to.
  @Test(arguments: ["board", "dts/language/phandles.dts", "zones"])
  func bindingsFindWhatTheSourceReferredTo(_ which: String) throws {
    let compiled: DeviceTree =
      switch which {
      case "board": try tree()
      case "zones":
        try OverlayLab.compile(file: Fixtures.packageRoot.appending(path: "dts/ls3a5000/zones.dts").path)
      default: try OverlayLab.compile(try Fixtures.text(which))
      }
    let read = try OverlayLab.reread(compiled)
    let (known, found) = (PhandleReferences(of: compiled), PhandleReferences(of: read))
    func list(_ tree: DeviceTree, _ references: PhandleReferences) -> Set<String> {
      Set(
        references.properties.flatMap { property in
          references[property].map {
            "\(tree.path(of: tree.node(of: property))):\(tree.name(of: property)):\($0.offset)=\(tree.path(of: $0.target))"
          }
        })
    }
    let (all, seen) = (list(compiled, known), list(read, found))
    #expect(!all.isEmpty)
    #expect(seen.subtracting(all).isEmpty, "no number is taken for a reference")
    if which == "board" {
      #expect(all.subtracting(seen).allSatisfy { $0.contains("bad@4000") }, "\(all.subtracting(seen))")
    }
  }

  @Test func theTableHasNoNameTwice() {
    let names = PhandleListBinding.all.map { "\($0.name)" }
    #expect(Set(names).count == names.count)
    #expect(names.count > 50)
  }

  @Test func wellKnownNodesAreRead() throws {
    let tree = try tree()
    let uart = try #require(tree.node(at: "/soc/uart"))
    let chosen = try #require(try tree.chosen())
    #expect(chosen.bootArguments == "quiet")
    #expect(chosen.standardOutput == .init(node: uart, options: "115200n8"))
    #expect(chosen.standardInput == .init(node: uart, options: nil))
    #expect(chosen.initrd == MemoryRange(base: 0x1_0000_1000, size: 0x2000))
    let aliases = try tree.aliases()
    #expect(aliases.map(\.name) == ["serial0", "i2c-mux10", "console"])
    #expect(aliases.map { $0.node } == [uart, uart, uart])
    #expect(aliases[1].stemAndNumber.map { "\($0.stem) \($0.number)" } == "i2c-mux 10")
    #expect(aliases[2].stemAndNumber == nil)
    #expect(
      try tree.memoryNodes().flatMap(\.ranges) == [
        .init(base: 0x8000_0000, size: 0x1000), .init(base: 1 << 32, size: 0x2000),
      ])
    #expect(try tree.memoryNodes().allSatisfy(\.isHotpluggable))
    let regions = try tree.reservedRegions()
    #expect(
      regions.map(\.placement) == [
        .fixed([.init(base: 0x9000_0000, size: 0x100)]),
        .dynamic(size: 0x1000, alignment: 0x400, ranges: [.init(base: 0x8000_0000, size: 0x1000)]),
      ])
    #expect(regions.map(\.isUnmapped) == [true, false] && regions.map(\.isReusable) == [false, true])
    let cpus = try tree.cpus()
    #expect(cpus.map(\.numbers) == [[0], [0x100, 0x101]])
    #expect(cpus.map(\.enableMethods) == [["psci"], ["spin-table"]])
    #expect(cpus[0].capacity == 1024 && cpus[1].releaseAddress == 0x8000_fff8)
    #expect(cpus[1].status == .failed(code: "heat"))
    #expect(try tree.status(of: uart) == .reserved)
  }

  /// Each: a change to the board, the reading that notices it, and what it says.
  @Test func badNodesAreSaid() throws {
    func said(_ change: String, _ read: (DeviceTree) throws -> Void) throws -> String? {
      let tree = try OverlayLab.compile(Self.board + change)
      do {
        try read(tree)
        return nil
      } catch let error as ReadingError {
        return error.description
      }
    }
    #expect(
      try said("/ { chosen { stdout-path = \"serial9\"; }; };") { _ = try $0.chosen() }
        == "/chosen: 'stdout-path' names 'serial9', where no node is")
    #expect(
      try said("/ { chosen { /delete-property/ linux,initrd-end; }; };") { _ = try $0.chosen() }
        == "/chosen: 'linux,initrd-end' is missing")
    #expect(
      try said("/ { chosen { bootargs = <1>; }; };") { _ = try $0.chosen() }
        == "/chosen: 'bootargs' is no text that ends with a NUL")
    #expect(
      try said("/ { aliases { x = \"/no\"; }; };") { _ = try $0.aliases() }
        == "/aliases: 'x' names '/no', where no node is")
    #expect(
      try said("/ { memory@80000000 { reg = <1>; }; };") { _ = try $0.memoryNodes() }
        == "/memory@80000000: 'reg' has 4 bytes, which is no whole number of entries of 12 bytes")
    #expect(
      try said("/ { reserved-memory { pool { /delete-property/ size; }; }; };") {
        _ = try $0.reservedRegions()
      }
        == "/reserved-memory/pool: 'reg' is missing")
    #expect(
      try said("/ { reserved-memory { pool { alignment = <0 1>; }; }; };") { _ = try $0.reservedRegions() }
        == "/reserved-memory/pool: 'alignment' has 8 bytes instead of 4")
    #expect(
      try said("/ { cpus { cpu@100 { reg = <0>; }; }; };") { _ = try $0.cpus() }
        == "/cpus/cpu@100: 'reg' is 0x0, as that of /cpus/cpu@0")
    #expect(
      try said("/ { cpus { #address-cells = <0>; }; };") { _ = try $0.cpus() }
        == "/cpus/cpu@0: 'reg' cannot be read: '#address-cells' of /cpus is 0")
  }

  @Test func tablesFindNodes() throws {
    let tree = try tree()
    let pool = try #require(tree.node(at: "/reserved-memory/pool"))
    #expect(CompatibleTable(of: tree)["shared-dma-pool"] == [pool])
    #expect(tree.nodes(compatibleWith: "shared-dma-pool") == [pool])
    #expect(tree.nodes(with: "device_type", equalTo: .string("cpu")).count == 2)
    let symbols = SymbolTable(of: try OverlayLab.reread(tree))
    #expect(symbols["uart"] == tree.node(at: "/soc/uart"))
    #expect(symbols["uart"].map { symbols.labels(of: $0) } == ["uart"])
    #expect(symbols["nobody"] == nil)
  }
}
