import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

@Suite("Decompiling")
struct DecompilerTests {
  private func dtcBlob(_ text: String, _ options: [String] = []) throws -> [UInt8] {
    let result = try Tool.run(
      "dtc", ["-q", "-I", "dts", "-O", "dtb"] + options + ["-"], input: Array(text.utf8))
    try #require(result.status == 0, "dtc: \(result.errors)\n\(text)")
    return result.output
  }

  private func decompiled(_ source: String, symbols: Bool = false) throws -> DecompiledSource {
    let blob = try compile(source, symbols: symbols).tree.flattened()
    let result = Decompiler().decompile(try DeviceTree(blob: blob))
    #expect(result.difference == nil)
    #expect(try compile(result.text, symbols: result.form == .withSymbols).tree.flattened() == blob)
    return result
  }

  @Test(
    "What is written compiles to the same blob, by dtc",
    arguments: ["values", "merging", "phandles", "overlay"], [false, true])
  func roundTrip(name: String, symbols: Bool) throws {
    let options = symbols ? ["-@"] : []
    let blob = try dtc(fixture("language/\(name).dts"), options)
    let result = Decompiler(name: "a.dtb").decompile(try DeviceTree(blob: blob))
    #expect(result.difference == nil)
    #expect(result.form != .exact)
    #expect(try dtcBlob(result.text, result.form == .withSymbols ? ["-@"] : []) == blob, "\(result.text)")
  }

  @Test("Blobs of recorded boots")
  func recorded() throws {
    let folder = Fixtures.url("boot")
    let cases = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var count = 0
    for (index, name) in cases.enumerated() where index % 7 == 0 {
      guard let data = FileManager.default.contents(atPath: folder.appending(path: "\(name)/in.dtb").path)
      else { continue }
      count += 1
      let tree = try DeviceTree(blob: [UInt8](data))
      let result = Decompiler().decompile(tree)
      #expect(result.difference == nil, "\(name)")
      #expect(result.form != .exact, "\(name)")
    }
    #expect(count > 20)
  }

  private static let board = """
    /dts-v1/;
    / {
      #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
      aliases { serial0 = &uart; };
      chosen { stdout-path = "serial0:115200n8"; };
      gic: interrupt-controller@1000 { reg = <0x1000 0x100>; interrupt-controller; #interrupt-cells = <3>; };
      clk: clocks@2000 { reg = <0x2000 0x100>, <0x3000 0x10>; #clock-cells = <1>; };
      gpio: gpio@4000 { reg = <0x4000 0x10>; #gpio-cells = <2>; gpio-controller; };
      uart: serial@5000 {
        reg = <0x5000 0x10>; clocks = <&clk 7>, <&clk 8>; reset-gpios = <&gpio 3 1>;
        interrupts = <0 4 4>, <0 5 4>;
      };
      i2c@6000 { reg = <0x6000 0x10>; ports { port@0 { a: endpoint { remote-endpoint = <&b>; }; }; }; };
      i2c@7000 { reg = <0x7000 0x10>; ports { port@0 { b: endpoint { remote-endpoint = <&a>; }; }; }; };
    };
    """

  @Test("References come from the properties that are known to hold them, labels from aliases and names")
  func ordinary() throws {
    let text = try decompiled(Self.board).text
    for line in [
      "interrupt-parent = <&interrupt_controller_1000>;", "serial0 = &serial0;",
      "serial0: serial@5000 {", "clocks = <&clocks_2000 0x7>, <&clocks_2000 0x8>;",
      "reset-gpios = <&gpio_4000 0x3 0x1>;", "interrupts = <0x0 0x4 0x4>, <0x0 0x5 0x4>;",
      "reg = <0x2000 0x100>, <0x3000 0x10>;",
      "i2c_6000_ports_port_0_endpoint: endpoint {", "remote-endpoint = <&i2c_7000_ports_port_0_endpoint>;",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    #expect(!text.contains("phandle"))
  }

  @Test("Labels of __symbols__ are used, and none is added to them")
  func symbols() throws {
    let result = try decompiled(Self.board, symbols: true)
    #expect(result.form == .withSymbols)
    #expect(result.text.contains("clocks = <&clk 0x7>, <&clk 0x8>;"))
    #expect(result.text.contains("uart: serial@5000 {"))
    #expect(!result.text.contains("__symbols__"))
  }

  @Test("An overlay becomes blocks of the nodes that it changes")
  func overlay() throws {
    let source = """
      /dts-v1/;
      /plugin/;
      &i2c1 { status = "okay"; chip: chip@50 { reg = <0x50>; clocks = <&osc 1>; }; };
      &{/chosen} { friend = <&chip>; };
      """
    let result = try decompiled(source)
    #expect(
      result.text == """
        /dts-v1/;
        /plugin/;

        &i2c1 {
        \tstatus = "okay";

        \tchip_50: chip@50 {
        \t\treg = <0x50>;
        \t\tclocks = <&osc 0x1>;
        \t};
        };

        &{/chosen} {
        \tfriend = <&chip_50>;
        };

        """)
  }

  @Test(
    "An overlay that refers to nothing by a label is one too, and the root's own parts stay in their order")
  func overlayOfPaths() throws {
    let source = """
      /dts-v1/;
      /plugin/;
      / { compatible = "a,board"; first { }; };
      &{/soc/mmc@1} { status = "okay"; };
      / { second { }; };
      &{/} { third; };
      """
    let result = try decompiled(source)
    #expect(
      result.text == """
        /dts-v1/;
        /plugin/;

        / {
        \tcompatible = "a,board";

        \tfirst {
        \t};
        };

        &{/soc/mmc@1} {
        \tstatus = "okay";
        };

        / {
        \tsecond {
        \t};
        };

        &{/} {
        \tthird;
        };

        """)
  }

  @Test("No label of an overlay is that of a node in the tree below it")
  func foreignLabels() throws {
    let result = try decompiled(
      "/dts-v1/;\n/plugin/;\n&pins { own: spi0 { a; }; };\n&spi0 { pinctrl-0 = <&own>; };\n")
    #expect(result.form == .plain)
    #expect(result.text.contains("\n&spi0 {"), "\(result.text)")
  }

  @Test("A fragment that a source cannot say otherwise is a node")
  func writtenFragments() throws {
    let result = try decompiled(
      "/dts-v1/;\n/plugin/;\n/ { fragment@0 { target = <&a>; x; __overlay__ { }; }; };\n")
    #expect(result.text.contains("fragment@0 {\n\t\ttarget = <&a>;"), "\(result.text)")
  }

  @Test("A property that nobody knows is a reference where the order of phandles leaves no other cell")
  func order() throws {
    let source = """
      /dts-v1/;
      / {
        a { vendor,thing = <&t 5>; };
        b { count = <9>; clocks = <&c>; };
        d { clocks = <&e>; };
        t: t { }; c: c { #clock-cells = <0>; }; e: e { #clock-cells = <0>; };
      };
      """
    let text = try decompiled(source).text
    #expect(text.contains("vendor,thing = <&t 0x5>;"), "\(text)")
    #expect(text.contains("count = <0x9>;"))
    // Two cells may be it: both stay numbers, and the blob is the same all the same.
    let doubtful = try decompiled(source.replacing("a {", with: "z { number = <1>; }; a {")).text
    #expect(doubtful.contains("vendor,thing = <0x1 0x5>;"), "\(doubtful)")
  }

  @Test("A value is a reference where one of its name and length is, and none of them is a number there")
  func namesakes() throws {
    let source = """
      /dts-v1/;
      / {
        a { vendor,thing = <&t 5>; };
        b { clocks = <&c>; };
        d { clocks = <&e>; vendor,thing = <&c 6>; };
        f { vendor,thing = <&e>; };
        t: t { }; c: c { #clock-cells = <0>; }; e: e { #clock-cells = <0>; };
      };
      """
    let text = try decompiled(source).text
    #expect(text.contains("vendor,thing = <&c 0x6>;"), "\(text)")
    // Of another length: nothing is known of it.
    #expect(text.contains("vendor,thing = <0x3>;"), "\(text)")
    let doubtful = try decompiled(source.replacing("f {", with: "g { vendor,thing = <9 6>; }; f {")).text
    #expect(doubtful.contains("vendor,thing = <&t 0x5>;"), "\(doubtful)")
    #expect(doubtful.contains("vendor,thing = <0x2 0x6>;"), "\(doubtful)")
  }

  @Test("References that stand behind references, and in lists that mean something else elsewhere")
  func referencesOfSingleBindings() throws {
    let text = try decompiled(
      """
      /dts-v1/;
      / {
        interrupt-parent = <&gic>;
        pmu { interrupts = <1 7 4 &part>; };
        timer { interrupts = <1 13 4 0>; };
        m4 { mboxes = <&mail &wakeup>; };
        dma-router { dma-masters = <&edma>; };
        pads { st,pins { sda = <&edma 1 2>; }; };
        bridge { i2c-parent = <&edma 2>; };
        zone { cpus = <2>; };
        edma: dma { #dma-cells = <1>; dma-masters = <1>; };
        mail: mailbox { #mbox-cells = <1>; ti,mbox-num-users = <4>; wakeup: mbox { ti,mbox-tx = <0 0 0>; }; };
        gic: gic {
          #interrupt-cells = <4>; interrupt-controller;
          ppi-partitions { part: partition { affinity = <&edma>; }; };
        };
      };
      """
    ).text
    for line in [
      "interrupts = <0x1 0x7 0x4 &partition>;", "interrupts = <0x1 0xd 0x4 0x0>;",
      "mboxes = <&mailbox &mbox>;",
      "\t\tdma-masters = <&dma>;", "sda = <&dma 0x1 0x2>;", "\t\tdma-masters = <0x1>;",
      "i2c-parent = <&dma 0x2>;", "cpus = <0x2>;",
    ] { #expect(text.contains(line), "\(line) in \(text)") }
  }

  @Test("A phandle that was written, or that nothing known asks for, is stated and the others are not")
  func statedPhandles() throws {
    let text = try decompiled(
      """
      /dts-v1/;
      / {
        x { odd = [00 00 00 01 00]; clocks = <&c>; number = <2>, <2>; };
        y { clocks = <&d>; };
        w: w { phandle = <0x77>; }; c: c { #clock-cells = <0>; }; d: d { #clock-cells = <0>; };
      };
      """
    ).text
    #expect(text.contains("phandle = <0x77>;"))
    #expect(text.components(separatedBy: "phandle = ").count == 2, "\(text)")
  }

  @Test("A tree that no source gives is shown all the same, with the reason")
  func unsayable() throws {
    var tree = DeviceTree()
    tree.addNode("two words", to: tree.root)
    let result = Decompiler().decompile(tree)
    #expect(result.form == .exact)
    #expect(result.difference?.hasPrefix("it does not compile: ") == true)
  }

  @Test("Many nodes of one name, and a deep tree, take no more than their share")
  func large() throws {
    var tree = DeviceTree()
    var deep = tree.root
    for _ in 0..<2000 { deep = tree.addNode("n", to: deep) }
    tree.set("phandle", to: .cells([1]), of: deep)
    for index in 0..<2000 {
      let node = tree.addNode("u\(index)", to: tree.root)
      let port = tree.addNode(
        "port", to: tree.addNode("a", to: tree.addNode("a", to: tree.addNode("a", to: node))))
      let inner = tree.addNode("a", to: port)
      tree.set("phandle", to: .cells([UInt32(index + 2)]), of: inner)
      tree.set(
        "interrupt-parent", to: PropertyValue(bytes: PropertyValue.cells([UInt32(index + 2)]).bytes), of: node
      )
    }
    let result = Decompiler().decompile(tree)
    #expect(result.difference == nil)
    #expect(result.references == 2000)
    #expect(result.labels == 2000)
  }
}
