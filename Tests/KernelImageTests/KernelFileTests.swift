import KernelImage
import TestSupport
import Testing

@Suite struct KernelFileTests {
  @Test func imagesOfThreeArchitecturesTellTheSame() throws {
    let builder = ImageBuilder()
    for (bytes, kind, page) in [
      (builder.arm64(), FlatImage.Kind.arm64, UInt64?(0x1000)), (builder.riscv64, .riscv64, nil),
      (builder.loongArch(), .loongArch64, nil),
    ] {
      let file = try KernelFile(bytes)
      guard case .flat(let image) = file.content else {
        Issue.record("\(kind) is not read as a flat image")
        continue
      }
      #expect(image.kind == kind && image.memorySize == 0x1a0_0000 && image.pageSize == page)
      #expect(file.packings.isEmpty)
      let banner = try #require(file.banner)
      #expect(banner.banner.text + "\n" == ImageBuilder.banner && !banner.isNamedBySymbol)
      #expect(banner.banner.release == "6.13.7-test" && banner.banner.version == "6.13.7-test")
      #expect(try file.embeddedConfig()?.statedVersion == "6.13.7")
      #expect(try file.embeddedConfig()?.integer("PGTABLE_LEVELS") == 3)
    }
    guard case .flat(let image) = try KernelFile(builder.loongArch()).content else { return }
    #expect(image.loadOffset == 0x20_0000)
    for (flags, size) in [(0, UInt64?.none), (2, 0x1000), (4, 0x4000), (6, 0x10000)] {
      guard case .flat(let image) = try KernelFile(builder.arm64(flags: flags)).content else { continue }
      #expect(image.pageSize == size)
    }
  }

  @Test func packedImagesAreUnpacked() throws {
    let image = ImageBuilder().loongArch()
    for (bytes, packings) in [
      (PackedBytes.gzip(image), ["gzip"]),
      (ImageBuilder.zboot(PackedBytes.gzip(image), form: "gzip"), ["EFI zboot (gzip)"]),
      // A payload is followed by its size.
      (ImageBuilder.zboot(PackedBytes.zstd(image) + [1, 2, 3, 4], form: "zstd"), ["EFI zboot (zstd)"]),
      (
        PackedBytes.gzip(ImageBuilder.zboot(PackedBytes.zstd(image), form: "zstd22")),
        ["gzip", "EFI zboot (zstd22)"]
      ),
    ] {
      let file = try KernelFile(bytes)
      #expect(file.packings == packings)
      #expect(file.banner?.banner.release == "6.13.7-test")
      #expect(try file.embeddedConfig() != nil)
    }
  }

  @Test func elfFilesAreSearchedThroughTheSymbolOrWhatIsLoaded() throws {
    let body = ImageBuilder().body
    let offset = try #require(body.firstIndex(of: UInt8(ascii: "L"), startingWith: "Linux version 6"))
    var builder = ELFBuilder()
    let base: UInt64 = 0x9000_0000_0020_0000
    builder.segments = [.init(virtualAddress: base, contents: body, memorySize: 0x10_0000)]
    let stripped = try KernelFile(builder.bytes())
    #expect(stripped.banner?.isNamedBySymbol == false)
    #expect(try stripped.embeddedConfig()?.isBuiltIn("LOONGARCH") == true)
    builder.symbols = [.init(name: "linux_banner", value: base + UInt64(offset))]
    #expect(try KernelFile(builder.bytes()).banner?.isNamedBySymbol == true)
    // What is not loaded is not the kernel's.
    builder.symbols = []
    builder.segments[0].type = 4
    #expect(try KernelFile(builder.bytes()).banner == nil)
  }

  @Test(arguments: [
    (
      "6.1.0-44-arm64 (d@b) (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP Debian 6.1.176-1 (2026-06-01)",
      "6.1.176"
    ),
    ("6.12.107+deb13-arm64 (d@b) (gcc-14 (Debian 14.2.0)) #1 SMP Debian 6.12.107-1 (2026-09-01)", "6.12.107"),
    ("6.1.0-44 (d@b) (gcc) #1 SMP Debian 12", "6.1.0-44"), ("6.13.7 (a@b) (gcc) #1", "6.13.7"),
  ])
  func distributionsSayTheVersionOfTheirSources(_ line: String, _ version: String) throws {
    var builder = ImageBuilder()
    builder.banner = "Linux version \(line)\n"
    #expect(try KernelFile(builder.riscv64).banner?.banner.version == version)
  }

  @Test(arguments: ["", "6 (a@b) (gcc) #1", "6.13.7", "%s (%s)", "x.y (a) #1", "6.13.7 (no number sign)"])
  func otherTextIsNoBanner(_ line: String) throws {
    var builder = ImageBuilder()
    builder.banner = "Linux version \(line)\n"
    #expect(try KernelFile(builder.riscv64).banner == nil)
  }

  @Test func configurationsAreCompared() {
    let one = KernelConfig("CONFIG_A=y\nCONFIG_B=1\n# CONFIG_C is not set\nCONFIG_D=\"x\"\n")
    let other = KernelConfig("CONFIG_B=2\nCONFIG_A=y\nCONFIG_D=\"x\"\nCONFIG_E=m\n")
    #expect(one.differences(from: other) == ["B", "E"] && other.differences(from: one) == ["B", "E"])
    #expect(one.differences(from: one) == [])
  }

  @Test func kernelsWithoutConfigurationHaveNone() throws {
    var builder = ImageBuilder()
    builder.config = nil
    #expect(try KernelFile(builder.arm64()).embeddedConfig() == nil)
  }
}

extension [UInt8] {
  fileprivate func firstIndex(of byte: UInt8, startingWith text: String) -> Int? {
    indices.first { self[$0] == byte && self[$0...].starts(with: Array<UInt8>(text.utf8)) }
  }
}
