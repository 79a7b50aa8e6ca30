import DTS
import DeviceTree
import Testing

/// Entries of fix-ups that a source writes itself and that do not fit; the texts are those of dtc 1.8.1.
struct FixupFaultTests {
  @Test func `texts of entries are bounded, whatever the label's length`() throws {
    let count = 20_000
    var tree = DeviceTree()
    let fixups = tree.addNode("__fixups__", to: tree.root)
    let label = String(repeating: "l", count: count)
    tree.set(label, to: PropertyValue(bytes: [UInt8](repeating: 0, count: count)), of: fixups)
    let faults = tree.fixupFaults
    #expect(!faults.isEmpty)
    #expect(faults.reduce(0) { $0 + $1.dtcText.utf8.count } < 17 << 20)
  }

  @Test func `entries of __fixups__ are told in their order`() throws {
    let tree = try compile(
      """
      /dts-v1/;
      / {
      	fragment@0 { target = <0xffffffff>; };
      	__fixups__ {
      		good = "/fragment@0:target:0", "/fragment@0:target: 0x0", "/fragment@0:target:0:1";
      		zero = "/fragment@0:target:", "/fragment@0:target:xx";
      		colon = "nocolon", "/fragment@0:target";
      		path = "/nope:target:0";
      		prop = "/fragment@0:nope:0", ":target:0", "/fragment@0::0";
      		offset = "/fragment@0:target:100", "/fragment@0:target:-1", "/fragment@0:target:2";
      		cells = <1 2>;
      		open = [41 42];
      		none;
      	};
      };
      """
    ).tree
    let texts = tree.fixupFaults.map { String($0.dtcText.dropFirst("Warning: ".count).dropLast()) }
    #expect(
      texts == [
        "Malformed fixup entry for label colon", "Malformed fixup entry for label colon",
        "Label path references non-existing node /nope",
        "Label prop references non-existing property /fragment@0 in node nope",
        "Label prop references non-existing property / in node target",
        "Label prop references non-existing property /fragment@0 in node ",
        "Label offset contains invalid offset for property target in node /fragment@0",
        "Label offset contains invalid offset for property target in node /fragment@0",
        "Label offset contains invalid offset for property target in node /fragment@0",
      ] + Array(repeating: "Malformed fixup entry for label cells", count: 7)
        + ["Malformed fixup entry for label open"])
  }

  @Test func `entries of __local_fixups__ are told in their order`() throws {
    let tree = try compile(
      """
      /dts-v1/;
      / {
      	a { phandle = <1>; p = <1 2>; v = [00 00 00 00 01]; b { q = <1>; d { x = <1>; }; }; };
      	__local_fixups__ {
      		p = <0>;
      		a {
      			p = <0 4 8>; v = <1>; gone = <0>;
      			b { q = [00 00 00]; c { x = <0>; }; d { x = <0>; e { f { z = <0>; }; }; }; };
      			z { };
      		};
      		y { z { }; };
      	};
      };
      """
    ).tree
    let texts = tree.fixupFaults.map { String($0.dtcText.dropFirst("Warning: ".count).dropLast()) }
    #expect(
      texts == [
        "Property p in / referenced in __local_fixups__ missing",
        "node referenced by phandle 0x2 in property p not found",
        "property p too short to contain a phandle at offset 8",
        "Property gone in /a referenced in __local_fixups__ missing",
        "property q in /__local_fixups__/a/b malformed", "node c//a/b referenced in __local_fixups__ missing",
        "node e//a/b/d referenced in __local_fixups__ missing",
        "node z//a referenced in __local_fixups__ missing",
        "node y// referenced in __local_fixups__ missing",
      ])
  }

  @Test func `what a compiler lists itself has no faults`() throws {
    let source = "/dts-v1/;\n/plugin/;\n&base { x: a { p = <&x &other>; }; };\n"
    #expect(try compile(source).tree.fixupFaults.isEmpty)
  }
}
