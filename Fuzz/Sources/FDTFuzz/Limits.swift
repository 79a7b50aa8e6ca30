import CAllocations

/// That no input takes memory or time out of proportion to its size.
enum Limits {
  /// Uses `input` in every way, and ends the process if that breaks a limit.
  static func check(_ input: [UInt8], name: String? = nil) {
    // The buffer that an editor works in is the caller's, so it is not counted.
    var buffer = [UInt8](repeating: 0, count: input.count + 4096)
    var nanoseconds: UInt64 = .max
    // A processor that others use too can make one run slow, but not three.
    for _ in 0..<3 {
      allocations_start()
      let start = thread_nanoseconds()
      Exercise.run(input, buffer: &buffer)
      nanoseconds = min(nanoseconds, thread_nanoseconds() - start)
      let peak = allocations_peak()
      if peak > 8 * Int64(input.count) + 1 << 20 {
        fatalError("\(name ?? "the input"): \(input.count) bytes took \(peak) bytes of memory")
      }
      if nanoseconds <= allowed(input.count) { break }
    }
    if nanoseconds > allowed(input.count) {
      fatalError("\(name ?? "the input"): \(input.count) bytes took \(nanoseconds / 1000) microseconds")
    }
    if let name {
      func tenths(_ value: Double) -> Double { (value / Double(input.count) * 10).rounded() / 10 }
      let (time, memory) = (tenths(Double(nanoseconds)), tenths(Double(allocations_peak())))
      print("  \(name): \(input.count) bytes, \(time) ns and \(memory) bytes of memory a byte")
    }
  }

  /// 10 ms, and 600 ns a byte: everything is done several times, in code that counts every branch.
  private static func allowed(_ count: Int) -> UInt64 { 10_000_000 + 600 * UInt64(count) }

  /// Inputs of some megabytes, each of as many of one thing as fit.
  static func checkLargeInputs() {
    print("Large inputs:")
    let count = 250_000
    check(Large.nodes(deep: 1_000_000), name: "a million nodes, each in the one before")
    check(Large.nodes(beside: count, name: "n@"), name: "\(count) nodes of one name")
    // Tables double: shortly before and behind that they take most.
    for count in [99_000, 132_000, 197_000, 263_000] {
      check(Large.nodes(numbered: count), name: "\(count) nodes of different names")
    }
    check(Large.properties(count), name: "\(count) properties without value")
    check(Large.phandles(count), name: "\(count) phandles")
    check(Large.reservations(count), name: "\(count) reservations")
    check(Large.blanks(count), name: "\(count) no-operations")
    check(Large.overlay(deep: 1_000_000), name: "an overlay of a million nodes, each in the one before")
    check(Large.overlay(onNodesDeep: 1_000_000), name: "an overlay for the innermost of a million nodes")
    checkLargeOverlays()
  }

  /// Base and overlay together are the input.
  private static func checkLargeOverlays() {
    let count = 250_000
    for count in [99_000, 197_000, count, 394_000] {
      for (kind, name) in [("n@…", ("n@", "")), ("n…", ("n", "")), ("…@", ("", "@"))] {
        check(
          Large.overlay(beside: count) { name.0 + $0 + name.1 }, name: "an overlay of \(count) nodes \(kind)")
        check(
          Large.overlay(onNodesBeside: count) { name.0 + $0 + name.1 },
          name: "an overlay for \(count) nodes \(kind)")
      }
    }
    for size in [0, 1, 8] {
      check(
        Large.overlay(properties: count, ofBytes: size),
        name: "an overlay of \(count) properties of \(size) bytes")
    }
    check(Large.overlay(fixups: count), name: "an overlay of \(count) fixups")
    check(Large.overlay(localFixups: 4 * count), name: "an overlay of \(4 * count) local fixups")
  }
}
