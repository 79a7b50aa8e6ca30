import DTS
import DeviceTree
import SecondOpinion
import Testing
import TestSupport

/// Random bases and overlays: the tree, the bytes and the failures of `fdtoverlay`.
@Suite struct OverlayPropertyTests {
  /// Writes random sources.
  struct Author {
    var random: SeededGenerator
    /// Labels that the trees so far have.
    var labels: [String] = []
    var paths: [String] = ["/"]
    /// Whether every node has one, so that no name fits two.
    var hasUnitAddresses = false

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func name() -> String {
      let name = ["soc", "bus", "uart", "clk", "a", "ab", "node"].randomElement(using: &random) ?? "n"
      return number(0...15) == 0 && !hasUnitAddresses ? name : "\(name)@\(number(0...15))"
    }

    mutating func value(_ own: [String]) -> String {
      let known = own + labels
      switch number(0...5) {
      case 0: return ""
      case 1: return " = \"text\(number(0...9))\""
      case 2 where !known.isEmpty:
        return " = <&\(known.randomElement(using: &random) ?? "") \(number(0...9))>"
      case 3 where !known.isEmpty:
        return " = \"x\", <&\(known.randomElement(using: &random) ?? "")>, [0\(number(0...9))]"
      default: return " = <\(number(0...99)) \(number(0...99))>"
      }
    }

    /// The inside of a node; labelled nodes are those that only this text has, unless libfdt keeps phandles.
    mutating func body(_ prefix: String, depth: Int, path: String, own: inout [String], inBase: Bool)
      -> String
    {
      var text = ""
      var used: Set<String> = []
      for _ in 0...number(0...(number(0...9) == 0 ? 20 : 3)) {
        let name =
          ["reg", "status", "clocks", "cells", "x-cells", "#cells", "p\(number(0...20))"]
          .randomElement(using: &random) ?? "p"
        if used.insert(name).inserted { text += "\(name)\(value(own)); " }
      }
      guard depth < 3 else { return text }
      for _ in 0..<number(0...(number(0...9) == 0 ? 18 : 2)) {
        var name = name()
        var label = ""
        if number(0...2) == 0 {
          let new = "\(prefix)\(own.count)"
          if !inBase, !OverlayLab.keepsPhandles { name = "\(prefix)n\(own.count)" }
          if used.contains(name) { continue }
          own.append(new)
          label = "\(new): "
        }
        guard used.insert(name).inserted else { continue }
        let below = path == "/" ? "/\(name)" : "\(path)/\(name)"
        if inBase { paths.append(below) }
        text +=
          "\(label)\(name) { \(body(prefix, depth: depth + 1, path: below, own: &own, inBase: inBase))}; "
      }
      return text
    }

    /// A base without the labels and paths of those before.
    mutating func freshBase() -> String {
      labels = []
      paths = ["/"]
      return base()
    }

    mutating func base() -> String {
      var own: [String] = []
      let text = body("b", depth: 0, path: "/", own: &own, inBase: true)
      labels = own
      // A long value reaches into the names, and behind them libfdt would leave what memory held.
      let last = String(repeating: "x", count: 160)
      return "/dts-v1/;\n/ { \(text)last { \(last); }; };\n"
    }

    mutating func overlay(_ index: Int) -> String {
      var text = "/dts-v1/;\n/plugin/;\n"
      var own: [String] = []
      for _ in 0...number(0...3) {
        var target = "&{\(paths.randomElement(using: &random) ?? "/")}"
        if number(0...1) == 0, let label = labels.randomElement(using: &random) { target = "&\(label)" }
        if number(0...40) == 0 { target = ["&missing", "&{/missing}"].randomElement(using: &random) ?? "" }
        text += "\(target) { \(body("o\(index)x", depth: 1, path: "/", own: &own, inBase: false))};\n"
      }
      labels += own
      return text
    }
  }

  @Test func randomPairsGiveTheBytesOfFdtoverlay() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var author = Author(random: SeededGenerator(seed: seed))
    var trees: [(base: DeviceTree, overlays: [DeviceTree], sources: [String])] = []
    for _ in 0..<150 {
      var sources = [author.freshBase()]
      for index in 0...author.number(0...2) { sources.append(author.overlay(index)) }
      let keepsLabels = author.number(0...19) != 0
      let base = try OverlayLab.compile(sources[0], keepsLabels: keepsLabels)
      let overlays = try sources.dropFirst().map { try OverlayLab.compile($0) }
      trees.append((base, overlays, sources))
    }
    let theirs = try OverlayLab.fdtoverlay(
      trees.map { .init(base: $0.base.flattened(), overlays: $0.overlays.map { $0.flattened() }) })
    var applied = 0
    for (index, (tree, expected)) in zip(trees, theirs).enumerated() {
      var (merged, reason): (DeviceTree?, OverlayError.Reason?) = (nil, nil)
      do throws(OverlayError) { merged = try tree.base.applying(overlays: tree.overlays) } catch {
        reason = error.reason
      }
      // libfdt 1.7.1 to 1.8.1 writes past the end of a value that is too short for its entry in __local_fixups__.
      if OverlayLab.keepsPhandles, case .noSuchPlace = reason { continue }
      let note = "seed \(seed), pair \(index):\n\(tree.sources.joined(separator: "\n"))"
      #expect((merged == nil) == (expected == nil), "\(note)")
      guard let merged, let expected else { continue }
      applied += 1
      #expect(try merged.flattened(editedFrom: tree.base) == expected, "\(note)")
    }
    #expect(applied > 80 && applied < 150, "seed \(seed): \(applied) of 150 could be applied")
  }
}
