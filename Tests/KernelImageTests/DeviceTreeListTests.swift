import Foundation
import TestSupport
import Testing

@testable import KernelImage

/// Adding to `dtb-y`, with GNU make as the judge of what a Makefile says.
@Suite struct DeviceTreeListTests {
  /// A Makefile before and after "new.dtb" was added, with CONFIG_ON set and CONFIG_OFF not.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var before: String
    var after: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "one line", before: "dtb-y = a.dtb b.dtb\n", after: "dtb-y = a.dtb b.dtb new.dtb\n"),
    Case(name: "one line, one name", before: "dtb-y\t:= a.dtb\n", after: "dtb-y\t:= a.dtb new.dtb\n"),
    Case(
      name: "a rule behind it", before: "# c\n\ndtb-y = a.dtb\n\nobj-y\t+= x.o\n",
      after: "# c\n\ndtb-y = a.dtb new.dtb\n\nobj-y\t+= x.o\n"),
    Case(
      name: "two lines, the second with several names", before: "dtb-y = a.dtb\ndtb-y += b.dtb c.dtb\n",
      after: "dtb-y = a.dtb\ndtb-y += b.dtb c.dtb new.dtb\n"),
    Case(
      name: "one name a line", before: "dtb-y += a.dtb\ndtb-y += b.dtb\n\nx = y\n",
      after: "dtb-y += a.dtb\ndtb-y += b.dtb\ndtb-y += new.dtb\n\nx = y\n"),
    Case(
      name: "one name a line with tabs", before: "dtb-y\t+= a.dtb\ndtb-y\t+= b.dtb # why\n",
      after: "dtb-y\t+= a.dtb\ndtb-y\t+= b.dtb # why\ndtb-y\t+= new.dtb\n"),
    Case(
      name: "continued", before: "dtb-y = \\\n\ta.dtb \\\n\tb.dtb\n",
      after: "dtb-y = \\\n\ta.dtb \\\n\tb.dtb \\\n\tnew.dtb\n"),
    Case(
      name: "continued from the first line", before: "dtb-y = a.dtb \\\n\t  b.dtb\nx = 1\n",
      after: "dtb-y = a.dtb \\\n\t  b.dtb \\\n\t  new.dtb\nx = 1\n"),
    Case(
      name: "continued, backslashes set apart", before: "dtb-y += a.dtb\t\t\\\n    b.dtb\n",
      after: "dtb-y += a.dtb\t\t\\\n    b.dtb\t\t\\\n    new.dtb\n"),
    Case(
      name: "continued without a gap", before: "dtb-y += a.dtb\\\n\tb.dtb\n",
      after: "dtb-y += a.dtb\\\n\tb.dtb \\\n\tnew.dtb\n"),
    Case(
      name: "ended by an empty line", before: "dtb-y = \\\n\ta.dtb \\\n\tb.dtb \\\n\nx = 1\n",
      after: "dtb-y = \\\n\ta.dtb \\\n\tb.dtb \\\n\tnew.dtb \\\n\nx = 1\n"),
    Case(
      name: "one name and a backslash", before: "dtb-y = a.dtb \\\n\nx = 1\n",
      after: "dtb-y = a.dtb \\\n\tnew.dtb \\\n\nx = 1\n"),
    Case(
      name: "a comment behind it", before: "dtb-y = a.dtb b.dtb # two\n",
      after: "dtb-y = a.dtb b.dtb new.dtb # two\n"),
    Case(
      name: "no newline at the end", before: "dtb-y = a.dtb b.dtb", after: "dtb-y = a.dtb b.dtb new.dtb"),
    Case(
      name: "one name a line, no newline", before: "dtb-y += a.dtb",
      after: "dtb-y += a.dtb\ndtb-y += new.dtb\n"),
    Case(name: "an empty list", before: "dtb-y :=\n", after: "dtb-y := new.dtb\n"),
    Case(name: "an empty file", before: "", after: "dtb-y += new.dtb\n"),
    Case(
      name: "no list", before: "# dtb-y = a.dtb\nobj-y += x.o\n",
      after: "# dtb-y = a.dtb\nobj-y += x.o\n\ndtb-y += new.dtb\n"),
    Case(
      name: "only under a condition",
      before: "ifdef CONFIG_ON\ndtb-y += a.dtb\nelse\ndtb-y += b.dtb\nendif\n",
      after: "ifdef CONFIG_ON\ndtb-y += a.dtb\nelse\ndtb-y += b.dtb\nendif\n\ndtb-y += new.dtb\n"),
    Case(
      name: "a list of one family behind it", before: "dtb-y = a.dtb b.dtb\ndtb-$(CONFIG_OFF) += c.dtb\n",
      after: "dtb-y = a.dtb b.dtb\ndtb-$(CONFIG_OFF) += c.dtb\ndtb-y += new.dtb\n"),
    Case(
      name: "only a list of one family",
      before: "dtb-$(CONFIG_ON)\t= a.dtb \\\n\t\t  b.dtb\n\nobj-y += x.o\n",
      after: "dtb-$(CONFIG_ON)\t= a.dtb \\\n\t\t  b.dtb\ndtb-y += new.dtb\n\nobj-y += x.o\n"),
    Case(
      name: "listed only where the configuration is off", before: "dtb-$(CONFIG_OFF) += new.dtb\n",
      after: "dtb-$(CONFIG_OFF) += new.dtb\ndtb-y += new.dtb\n"),
    Case(
      name: "listed, then replaced", before: "dtb-y += new.dtb\ndtb-y = a.dtb b.dtb\n",
      after: "dtb-y += new.dtb\ndtb-y = a.dtb b.dtb new.dtb\n"),
    Case(
      name: "a longer name is another", before: "dtb-y = brand-new.dtb new.dtbo xnew.dtb\n",
      after: "dtb-y = brand-new.dtb new.dtbo xnew.dtb new.dtb\n"),
    Case(
      name: "a reference with blanks", before: "dtb-y = $(addsuffix .dtb, x y) b.dtb\n",
      after: "dtb-y = $(addsuffix .dtb, x y) b.dtb new.dtb\n"),
    Case(
      name: "a recipe and a definition are no lists",
      before: "dtb-y = a.dtb b.dtb\ndefine text\ndtb-y += no.dtb\nendef\nclean:\n\tdtb-y += no.dtb\n",
      after: "dtb-y = a.dtb b.dtb new.dtb\ndefine text\ndtb-y += no.dtb\nendef\nclean:\n\tdtb-y += no.dtb\n"),
  ]

  static func isOn(_ symbol: String) -> Bool { symbol == "ON" }

  static func list(_ text: String) -> DeviceTreeList { DeviceTreeList(Array(text.utf8), isBuiltIn: isOn) }

  /// What GNU make says that `dtb-y` holds.
  static func words(_ text: String, in folder: TemporaryFolder) throws -> [String] {
    try TreeFixtures.write(
      [
        "Makefile": Array(text.utf8),
        "probe": Array(
          "CONFIG_ON = y\ninclude Makefile\n$(info $(dtb-y))\n.DEFAULT_GOAL := all\nall: ;\n".utf8),
      ],
      to: folder.url)
    let result = try Tool.run("make", ["-s", "-r", "-f", "probe"], in: folder.url)
    try #require(result.status == 0, "\(result.errors)")
    return result.text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test(arguments: cases) func addsInTheStyleOfTheFile(_ item: Case) {
    #expect(!Self.list(item.before).lists("new.dtb"))
    #expect(String(decoding: Self.list(item.before).adding("new.dtb"), as: UTF8.self) == item.after)
    #expect(Self.list(item.after).lists("new.dtb"))
  }

  @Test(.enabled(if: ELFToolchainTests.has("make")), arguments: cases)
  func makeSeesTheNewNameAndTheOldOnes(_ item: Case) throws {
    let folder = try TemporaryFolder()
    #expect(try Self.words(item.after, in: folder) == Self.words(item.before, in: folder) + ["new.dtb"])
  }

  @Test(arguments: [
    "dtb-y = a.dtb new.dtb\n", "dtb-y += new.dtb\n", "dtb-y = \\\n\tnew.dtb \\\n\ta.dtb\n",
    "dtb-$(CONFIG_ON) += new.dtb\n",
    "dtb-y = new.dtb# close\n", "dtb-y ?= new.dtb\n", "dtb-y ::= new.dtb\n", "export dtb-y = new.dtb\n",
    "override dtb-y += new.dtb\n",
  ])
  func findsWhatIsListed(_ text: String) throws {
    #expect(Self.list(text).lists("new.dtb"))
    if ELFToolchainTests.has("make") {
      #expect(try Self.words(text, in: TemporaryFolder()).contains("new.dtb"))
    }
  }

  @Test func aWildcardTakesEverySource() {
    let list = Self.list("dtb-y := $(patsubst $(src)/%.dts,%.dtb, $(wildcard $(src)/*.dts))\n")
    #expect(list.lists("new.dtb"))
  }

  /// Random lists in every style: what this library reads and writes is what make sees.
  @Test(.enabled(if: ELFToolchainTests.has("make"))) func agreesWithMake() throws {
    let seed: UInt64 = 0x6d61_6b65
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "dtb-y = a.dtb\n", "dtb-y := \\\n\tb.dtb \\\n\tc.dtb\n", "dtb-y += d.dtb # note\n",
      "dtb-y += new.dtb\n", "# dtb-y += new.dtb\n",
      "dtb-$(CONFIG_ON) += e.dtb\n", "dtb-$(CONFIG_OFF) += new.dtb\n", "dtb-y \\\n+= f.dtb\n",
      "dtb-y += g.dtb \\\n\n", "x = $(if a b,\\\n c)\n",
      "dtb-y += $(addprefix h,1.dtb 2.dtb)\n", "# a comment \\\ndtb-y += new.dtb\n", "dtb-y-x = new.dtb\n",
      "dtb-y ?= i.dtb\n", "\n",
      "define d\ndtb-y += new.dtb\nendef\n", "dtb-y = new.dtb k.dtb\n", "obj-y += dtb-y\n",
      "dtb-$(CONFIG_ON) = l.dtb\n",
    ]
    let folder = try TemporaryFolder()
    for round in 0..<60 {
      var text = ""
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
      }
      let before = try Self.words(text, in: folder)
      let list = Self.list(text)
      #expect(list.lists("new.dtb") == before.contains("new.dtb"), "seed \(seed) round \(round): \(text)")
      guard !list.lists("new.dtb") else { continue }
      let after = try Self.words(String(decoding: list.adding("new.dtb"), as: UTF8.self), in: folder)
      #expect(after == before + ["new.dtb"], "seed \(seed) round \(round): \(text)")
    }
  }

  @Test func survivesAnyBytes() {
    let seed: UInt64 = 0x6d6b_2121
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "dtb-y", " += ", "=", "\\\n", "\n", "\t", "$(", ")", "${", "}", "$", "a.dtb ", "#", ":", "ifdef ",
      "endif\n", "define ", "\\", "\r\n", "\u{fc}",
    ]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...14, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
      }
      let list = Self.list(text)
      let added = list.adding("new.dtb")
      #expect(added.count > text.utf8.count, "seed \(seed): \(text)")
      // Nothing that was there is lost: the old bytes are still there in their order.
      var rest = added[...]
      for byte in text.utf8 {
        guard let next = rest.firstIndex(of: byte) else {
          Issue.record("seed \(seed): a byte of \(text) is gone")
          break
        }
        rest = rest[(next + 1)...]
      }
    }
  }
}
