import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

/// Lines that a backslash continues mean what they mean as one, wherever they are cut.
struct ContinuedLineTests {
  private static let source = #"""
    #define A(x, y) <x y> /* two */
    #define S "str\\ing"
    #define CAT(a, b) a ## b // one
    #define STR(x) #x
    /* a comment * with / things */
    /dts-v1/;
    / { a = A(0x10, 22), S, CAT(S, ); /* c */
    #if defined(A) && 1 << 2 == 4 && 'a' >= 3
      b = STR("q\\\"z" 'c' 0x1f); // end
    #else
      c = "no";
    #endif
      d = "a\\", "b\n" , <(1 << 3) (4 >= 2)>;
      l: node@1 { e = &l; };
    };

    """#

  @Test func linesMayBeCutAnywhere() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let whole = try compile(Self.source).tree.flattened()
    for round in 0..<300 {
      let interval = round % 2 == 0 ? 200 : 12
      let cut = Self.source.reduce(into: "") { cut, character in
        if Int.random(in: 0..<interval, using: &random) == 0 {
          cut += Bool.random(using: &random) ? "\\\n" : "\\ \n\\\n"
        }
        cut.append(character)
      }
      let tree = try #require(try? compile(cut).tree, "seed \(seed), round \(round):\n\(cut)")
      #expect(tree.flattened() == whole, "seed \(seed), round \(round):\n\(cut)")
    }
  }

  @Test func cppJoinsThemInTheSameWay() throws {
    for text in [
      // A backslash in front of what is continued escapes what comes behind.
      "#define S \"a\\\\\\\n\\b\"\n/dts-v1/;\n/ { a = S, \"x\\\\\nn\\\n\", \"y\\\\\n\\\n\\z\\\n\"; };",
      "/dts-v1/;\n/\\\n* c *\\\n/ / { #\\\n# = <0x\\\n1\\\n0 (1 <\\\n< 2)>; /\\\n/ c \\\n c };\n};",
      // What the first backslash continues ends with another one and a blank.
      "/dts-v1/;\n/ { }; // c \\ \\\n\n/ { a; };\n",
      "#\\\nde\\\nfi\\\nne \\\nA\\\n(x\\\n,y) y #\\\n#x\n/dts-v1/;\n/ { a = <A\\\n\\\n(1,\\\n2)>; };\\\n",
    ] {
      let folder = try TemporaryFolder()
      let file = folder.url.appending(path: "t.dts")
      try text.write(to: file, atomically: true, encoding: .utf8)
      let theirs = try cppAndDTC(file.path(percentEncoded: false), folders: [])
      #expect(try compile(text).tree.flattened() == theirs, "\(text)")
    }
  }

  @Test func findingsStandWhereTheFileHasThem() {
    #expect(
      messages("/dts-v1/;\n/ { a = \\\n <1>, \\\n  <x>; };\n\n/ { b = <y>; };\n").filter {
        !$0.hasPrefix("help")
      }
        == ["t.dts:4:4", "t.dts:6:10"].map {
          let name = $0.hasPrefix("t.dts:4") ? "x" : "y"
          return "\($0): error: '\(name)' is no number, and no macro of that name is defined"
        })
  }
}
