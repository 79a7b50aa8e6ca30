import KernelImage
import TestSupport
import Testing

@Suite struct KernelConfigEditingTests {
  static func lines(_ config: KernelConfig) -> [String] {
    String(decoding: config.text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  @Test func replacesTheLineInPlace() throws {
    let before = KernelConfig(KernelConfigTests.sample)
    let after = try before.setting("BUILTIN_DTB", to: .yes)
    #expect(after["BUILTIN_DTB"] == .yes)
    let (old, new) = (Self.lines(before), Self.lines(after))
    #expect(old.count == new.count)
    #expect(zip(old, new).filter { $0 != $1 }.map(\.1) == ["CONFIG_BUILTIN_DTB=y"])
  }

  @Test func appendsWhatIsNotThere() throws {
    let before = KernelConfig("CONFIG_OF=y")
    let after = try before.setting("BUILTIN_DTB_NAME", to: .string("linux1"))
    #expect(
      String(decoding: after.text, as: UTF8.self) == "CONFIG_OF=y\nCONFIG_BUILTIN_DTB_NAME=\"linux1\"\n")
    let empty = try KernelConfig("").setting("A", to: .no)
    #expect(String(decoding: empty.text, as: UTF8.self) == "# CONFIG_A is not set\n")
  }

  @Test func aNameThatStartsAnotherIsNotThatOne() throws {
    let before = KernelConfig(
      "CONFIG_BUILTIN_DTB_NAME=\"x\"\nCONFIG_BUILTIN=y\n# CONFIG_BUILTIN_DTB_ALL is not set\n")
    let after = try before.setting("BUILTIN_DTB", to: .yes)
    #expect(Self.lines(after) == Self.lines(before).dropLast() + ["CONFIG_BUILTIN_DTB=y", ""])
  }

  @Test func replacesEveryLineOfASymbol() throws {
    let after = try KernelConfig("CONFIG_A=y\nCONFIG_B=y\n# CONFIG_A is not set\n").setting(
      "A", to: .integer(3))
    #expect(String(decoding: after.text, as: UTF8.self) == "CONFIG_A=3\nCONFIG_B=y\nCONFIG_A=3\n")
  }

  @Test func keepsLineEndsAndWhatIsAlreadyRight() throws {
    let windows = try KernelConfig("CONFIG_A=y\r\nCONFIG_B=y\r\n").setting("A", to: .no)
    #expect(windows.text == Array("# CONFIG_A is not set\r\nCONFIG_B=y\r\n".utf8))
    let same = KernelConfig("CONFIG_A=n\nCONFIG_B=\"a\\b\"")
    #expect(try same.setting("A", to: .no).setting("B", to: .string("ab")).text == same.text)
  }

  @Test(arguments: ["plain", "with \"quotes\"", "back\\slash", "\\\"", "", "tab\tüñ", "# not a comment"])
  func everyStringComesBack(_ text: String) throws {
    let config = try KernelConfig("CONFIG_X=y\n").setting("S", to: .string(text))
    #expect(config.string("S") == text)
    #expect(config.unreadableLines.isEmpty)
    #expect(try config.setting("S", to: .string(text)).text == config.text)
  }

  @Test func refusesWhatWouldBreakTheFile() {
    let config = KernelConfig("")
    #expect(throws: KernelConfigError.unusableValue(symbol: "A")) {
      try config.setting("A", to: .string("x\nCONFIG_EVIL=y"))
    }
    #expect(throws: KernelConfigError.unusableValue(symbol: "A")) {
      try config.setting("A", to: .string("x\0"))
    }
    #expect(throws: KernelConfigError.unusableValue(symbol: "A")) {
      try config.setting("A", to: .literal(""))
    }
    #expect(throws: KernelConfigError.unusableSymbol("A-B")) { try config.setting("A-B", to: .yes) }
    #expect(throws: KernelConfigError.unusableSymbol("")) { try config.setting("", to: .yes) }
  }

  /// Any setting on any text: the symbol has the value, every other symbol its old one, a second time nothing
  /// changes.
  @Test func onlyTheAskedForSymbolChanges() throws {
    let seed: UInt64 = 0x7365_7474
    var generator = SeededGenerator(seed: seed)
    let symbols = ["A", "AB", "A_B", "B", "BUILTIN_DTB", "BUILTIN_DTB_NAME"]
    let values: [KernelConfig.Value] = [
      .yes, .no, .module, .integer(-12), .literal("0x1f"), .string("x \"y\""),
    ]
    for round in 0..<500 {
      var config = KernelConfig(Bool.random(using: &generator) ? "# a comment\n" : "")
      var expected: [String: KernelConfig.Value] = [:]
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        let symbol = try #require(symbols.randomElement(using: &generator))
        let value = try #require(values.randomElement(using: &generator))
        config = try config.setting(symbol, to: value)
        expected[symbol] = value
        for symbol in symbols { #expect(config[symbol] == expected[symbol], "seed \(seed) round \(round)") }
        #expect(try config.setting(symbol, to: value).text == config.text)
      }
      #expect(config.count == expected.count)
    }
  }
}
