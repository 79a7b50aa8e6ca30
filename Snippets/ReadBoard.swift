// What a board's blob says, read by type: where the console is, where its registers lie for the cpu, and which
// interrupt it raises.
//
//   swift run ReadBoard board.dtb

// snippet.hide
import DTS
// snippet.show
import DeviceTree

// snippet.hide
let source = """
  /dts-v1/;
  / {
    #address-cells = <2>; #size-cells = <2>;
    interrupt-parent = <&gic>;
    aliases { serial0 = &uart; };
    chosen { stdout-path = "serial0:115200n8"; };
    memory@40000000 { device_type = "memory"; reg = <0x0 0x40000000 0x0 0x8000000>; };
    gic: interrupt-controller@8000000 {
      reg = <0x0 0x8000000 0x0 0x10000>; interrupt-controller; #interrupt-cells = <3>;
    };
    soc {
      compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges = <0x0 0x0 0x9000000 0x10000>;
      clk: clock { compatible = "fixed-clock"; #clock-cells = <0>; };
      uart: serial@1000 {
        compatible = "arm,pl011"; reg = <0x1000 0x100>; interrupts = <0 1 4>; clocks = <&clk>, <&clk>;
      };
    };
  };
  """
let compiler = DTSCompiler(loader: SourceLoader(files: ["board.dts": Array(source.utf8)]))
let blob = try compiler.compile(path: "board.dts").tree.flattened()
// snippet.show
// snippet.read
let tree = try DeviceTree(blob: blob)

for memory in try tree.memoryNodes() {
  print(tree.path(of: memory.node), memory.ranges.map { AddressText.range($0) })
}
// snippet.end

// snippet.console
let addresses = AddressTranslation(of: tree)
let interrupts = InterruptTree(of: tree)

if let console = try tree.chosen()?.standardOutput {
  print("console:", tree.path(of: console.node), console.options ?? "")
  for range in try addresses.cpuRanges(of: console.node) ?? [] {
    print("  registers", AddressText.range(range))
  }
  for interrupt in try interrupts.resolvedInterrupts(of: console.node) {
    print("  interrupt", interrupt.specifier, "of", tree.path(of: interrupt.controller))
  }
}
// snippet.end

// snippet.references
let phandles = PhandleTable(of: tree)
for node in CompatibleTable(of: tree)["arm,pl011"] {
  for clock in try tree.references("clocks", of: node, in: phandles) {
    print("  clock", clock.target.map { tree.path(of: $0) } ?? "none", clock.arguments)
  }
}
// snippet.end

// snippet.errors
do throws(ReadingError) {
  _ = try addresses.cpuRanges(of: tree.root)
} catch {
  // For example: /soc/i2c@3000/rtc@68: 'reg' has no address for the cpu: /soc/i2c@3000 has no 'ranges'
  print(error)
}
// snippet.end
