import KernelImage
import TestSupport
import Testing

@Suite struct KernelConfigTests {
  static let sample = """
    #
    # Linux/loongarch 6.13.7 Kernel Configuration
    #
    CONFIG_OF=y
    CONFIG_EXT4_FS=m
    # CONFIG_BUILTIN_DTB is not set
    CONFIG_CMDLINE="console=ttyS0 \\"a\\\\b\\""
    CONFIG_LOCALVERSION=""
    CONFIG_PGTABLE_LEVELS=4
    CONFIG_SHIFT=-3
    CONFIG_PHYSICAL_START=0x90000000c0200000
    CONFIG_DISABLED=n
    CONFIG_64BIT=y

    """

  @Test func readsEveryForm() {
    let config = KernelConfig(Self.sample)
    #expect(config["OF"] == .yes)
    #expect(config["EXT4_FS"] == .module)
    #expect(config["BUILTIN_DTB"] == .no)
    #expect(config["DISABLED"] == .no)
    #expect(config["64BIT"] == .yes)
    #expect(config.string("CMDLINE") == "console=ttyS0 \"a\\b\"")
    #expect(config.string("LOCALVERSION") == "")
    #expect(config.integer("PGTABLE_LEVELS") == 4)
    #expect(config.integer("SHIFT") == -3)
    #expect(config.address("PHYSICAL_START") == 0x9000_0000_c020_0000)
    #expect(config.count == 10)
    #expect(config.unreadableLines.isEmpty)
    #expect(config.line(of: "OF") == 4)
  }

  @Test func tellsOffFromUnknown() {
    let config = KernelConfig(Self.sample)
    #expect(config.isEnabled("OF") && config.isBuiltIn("OF"))
    #expect(config.isEnabled("EXT4_FS") && !config.isBuiltIn("EXT4_FS"))
    #expect(config.isKnown("BUILTIN_DTB") && !config.isEnabled("BUILTIN_DTB"))
    #expect(!config.isKnown("BUILTIN_DTB_NAME") && !config.isEnabled("BUILTIN_DTB_NAME"))
    #expect(config["BUILTIN_DTB_NAME"] == nil)
    #expect(config.line(of: "NOT_THERE") == nil)
  }

  @Test func aKindIsNotReadAsAnother() {
    let config = KernelConfig(Self.sample)
    #expect(config.string("PGTABLE_LEVELS") == nil)
    #expect(config.integer("OF") == nil)
    #expect(config.integer("CMDLINE") == nil)
    #expect(config.address("PGTABLE_LEVELS") == nil)
  }

  @Test func theLastLineOfASymbolCounts() {
    let config = KernelConfig("CONFIG_A=y\n# CONFIG_A is not set\nCONFIG_B=1\nCONFIG_B=2")
    #expect(config["A"] == .no)
    #expect(config.integer("B") == 2)
    #expect(config.line(of: "B") == 4)
  }

  @Test func numbersThatDoNotFitAreNone() {
    let config = KernelConfig(
      "CONFIG_A=99999999999999999999\nCONFIG_B=0x10000000000000000\n"
        + "CONFIG_C=0x\nCONFIG_D=0xffffffffffffffff\nCONFIG_E=0x1g\n"
    )
    #expect(config.integer("A") == nil)
    #expect(config.address("B") == nil)
    #expect(config.address("C") == nil)
    #expect(config.address("D") == .max)
    #expect(config.integer("D") == nil)
    #expect(config.address("E") == nil)
  }

  @Test func reportsWhatItCannotRead() {
    let config = KernelConfig(
      "CONFIG_A=y\n CONFIG_B=y\nCONFIG_C\nCONFIG_=y\nCONFIG_D=\"open\nhello\n"
        + "#CONFIG_E is not set\n# CONFIG_F is not sett\n# CONFIG_G\n\t\n"
    )
    #expect(config.unreadableLines == [2, 3, 4, 5, 6])
    // Kconfig compares the words, so that what follows them does not count.
    #expect(config["F"] == .no)
    #expect(config["E"] == nil && config["G"] == nil && config["D"] == nil)
    #expect(config.count == 2)
  }

  @Test func bytesThatAreNoTextDoNoHarm() {
    var generator = SeededGenerator(seed: 0x636f_6e66)
    let original = Array(Self.sample.utf8)
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0..<8 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let config = KernelConfig(bytes)
      #expect(config.count <= 13)
      #expect(config.text == bytes)
    }
  }
}
