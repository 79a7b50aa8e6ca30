import CAllocations

/// That no text takes memory or time out of proportion to its size, whatever its macros and files make of it.
enum Limits {
  /// Uses `text` in every way, and ends the process if that breaks a limit.
  static func check(_ text: [UInt8], name: String? = nil) {
    var nanoseconds: UInt64 = .max
    // A processor that others use too can make one run slow, but not three.
    for _ in 0..<3 {
      allocations_start()
      let start = thread_nanoseconds()
      Exercise.run(text)
      nanoseconds = min(nanoseconds, thread_nanoseconds() - start)
      let peak = allocations_peak()
      if peak > allowedMemory(text.count) {
        fatalError("\(name ?? "the text"): \(text.count) bytes took \(peak) bytes of memory")
      }
      if nanoseconds <= allowedTime(text.count) { break }
    }
    if nanoseconds > allowedTime(text.count) {
      fatalError("\(name ?? "the text"): \(text.count) bytes took \(nanoseconds / 1000) microseconds")
    }
    if let name {
      print(
        "  \(name): \(text.count) bytes, \(nanoseconds / 1_000_000) ms, \(allocations_peak() >> 10) KiB of memory"
      )
    }
  }

  /// 24 MiB, which the limits of the exercise allow an expansion, and 2 KiB a byte: a byte may use a macro, and each
  /// use may read 8 tokens for it.
  private static func allowedMemory(_ count: Int) -> Int64 { 24 << 20 + 2048 * Int64(count) }

  /// 250 ms for what is expanded, and 50 µs a byte: a text is compiled, laid out and changed, and each result again.
  private static func allowedTime(_ count: Int) -> UInt64 { 250_000_000 + 50_000 * UInt64(count) }

  /// Texts that grow without end, or are as deep as they are long.
  static func checkBombs() {
    print("Bombs:")
    let deep = 2000
    let laughs = "#define A0 1 1\n" + (1..<60).map { "#define A\($0) A\($0 - 1) A\($0 - 1)\n" }.joined()
    let bombs = [
      ("macros in macros", laughs + "/dts-v1/;\n/ { x = <A59>; };\n"),
      ("macros in a condition", laughs + "#if A59\n#endif\n"),
      (
        "strings of strings",
        "#define S(x) #x\n#define T(x) S(x)\n/dts-v1/;\n/ { x = "
          + String(repeating: "T(", count: 100) + "\"\"" + String(repeating: ")", count: 100) + "; };\n"
      ),
      ("a file in itself", "#include \"t.dts\"\n#include \"t.dts\"\n"),
      ("files in files", "#include \"bomb0.dtsi\"\n"),
      ("nodes in nodes", nested(deep, "a { ", "")),
      ("labels in nodes", nested(deep, "a { ", "x: b { }; ") + "&x { y = " + list("&x", 2000) + "; };\n"),
      ("one label, nodes in nodes", nested(deep, "l: a { ", "")),
      ("one file, many times", "/dts-v1/;\n/ { x = " + list("/incbin/(\"data.bin\")", 2000) + "; };\n"),
    ]
    for (name, text) in bombs { check(Array(text.utf8), name: name) }
  }

  private static func nested(_ count: Int, _ opening: String, _ inside: String) -> String {
    "/dts-v1/;\n/ { " + String(repeating: opening, count: count) + inside
      + String(repeating: "}; ", count: count) + "};\n"
  }

  private static func list(_ item: String, _ count: Int) -> String {
    Array(repeating: item, count: count).joined(separator: ", ")
  }
}
