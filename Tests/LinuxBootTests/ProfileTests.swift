import DeviceTree
import LinuxBoot
import Testing

@Suite struct ProfileTests {
  @Test(arguments: [
    ("6.13.7", "6.13"), ("6.13", "6.13"), ("6.11.6-rc1", "6.11"), ("6.9.8", "6.9"), ("6.13.7-test+", "6.13"),
  ])
  func takesTheNewestPresetOfTheSeries(_ name: String, _ preset: String) throws {
    #expect(try KernelProfile.preset(named: name).preset.name == preset)
  }

  @Test(arguments: ["6.12.20", "6.2", "5", "", "latest", "6.", "99999999999.1"])
  func saysWhichPresetsThereAre(_ name: String) {
    let known = ["6.1", "6.9", "6.11", "6.12.94", "6.12.107", "6.13", "7.2"]
    #expect(throws: UnknownProfile(name: name, known: known)) {
      try KernelProfile.preset(named: name)
    }
  }

  @Test func eachFactComesFromTheFirstThatKnowsIt() throws {
    var sources = KernelSources(preset: try ProfilePreset.named("6.13"))
    let tree = TreeMaker([0x20_0000...0xfff_ffff]).tree
    let image = { KernelProfile(resolving: sources, tree: tree).kernelImage }
    #expect(image().source.isAssumed)
    #expect(!image().alternatives.isEmpty)
    sources.systemMapSymbols = ["_text": 0x9000_0000_0020_0000, "_end": 0x9000_0000_0071_2345]
    #expect(image().value == MemoryRange(base: 0x20_0000, end: 0x72_0000))
    #expect(image().source == .systemMap("_text, _end"))
    sources.vmlinuxSymbols = ["_text": 0x9000_0000_0020_0000, "_end": 0x9000_0000_0060_0000]
    #expect(image().source == .vmlinux("_text, _end"))
    sources.flags.loadAddress = 0xc020_0000
    #expect(image().value == MemoryRange(base: 0xc020_0000, end: 0xc060_0000))
    sources.flags.kernelImage = MemoryRange(base: 0x20_0000, end: 0x20_0001)
    #expect(image().value == MemoryRange(base: 0x20_0000, end: 0x21_0000))
    #expect(image().source == .flag("--kernel-image"))
  }

  @Test func builtInTreesAreToldBySymbolsConfigurationAndFlag() throws {
    var sources = KernelSources(preset: try ProfilePreset.named("6.11"))
    let profile = { KernelProfile(resolving: sources, tree: DeviceTree()) }
    #expect(profile().isBuiltInDTB.value == nil)
    #expect(BlobLifetime(profile()).losesStaticNames == nil)
    sources.systemMapSymbols = [
      "_text": 0x9000_0000_0020_0000, "_end": 0x9000_0000_0079_0000, "__dtb_start": 0x9000_0000_0053_a1a0,
      "__dtb_end": 0x9000_0000_0054_a200, "__init_begin": 0x9000_0000_0050_0000,
      "__init_end": 0x9000_0000_0055_0000,
    ]
    #expect(profile().isBuiltInDTB.value == true)
    #expect(profile().dtbAddress.value == 0x53_a1a0)
    let blob = BlobLifetime(profile())
    #expect(blob.isSeenInSymbols && blob.isFreed == true)
    #expect(blob.losesStaticNames == true && blob.losesDynamicNames == true)
    sources.preset = try ProfilePreset.named("6.13")
    #expect(BlobLifetime(profile()).losesStaticNames == false)
    #expect(BlobLifetime(profile()).losesDynamicNames == true)
    sources.flags.isFirmwareDTB = true
    #expect(BlobLifetime(profile()).isFreed == false)
    #expect(profile().dtbAddress.value == nil)
    sources.flags.dtbAddress = 0xf00_0000
    #expect(profile().dtbAddress.value == 0xf00_0000)
  }

  @Test(
    arguments: [
      (["PAGE_SIZE_4KB": "y", "ARCH_FORCE_MAX_ORDER": "11"], 0x80_0000),
      (["PAGE_SIZE_4KB": "y", "ARCH_FORCE_MAX_ORDER": "11", "HUGETLB_PAGE": "y"], 0x20_0000),
      (["PAGE_SIZE_4KB": "y", "ARCH_FORCE_MAX_ORDER": "11", "TRANSPARENT_HUGEPAGE": "y"], 0x20_0000),
      (["PAGE_SIZE_16KB": "y", "ARCH_FORCE_MAX_ORDER": "11"], 0x200_0000),
      (["PAGE_SIZE_64KB": "y", "ARCH_FORCE_MAX_ORDER": "13", "HUGETLB_PAGE": "y"], 0x2000_0000),
    ] as [([String: String], UInt64)])
  func poolsAreAlignedToPageBlocks(_ config: [String: String], _ size: UInt64) throws {
    var sources = KernelSources(preset: try ProfilePreset.named("6.13"))
    let config = config.merging(["PGTABLE_LEVELS": "3"]) { a, _ in a }
    sources.config = { config[$0] }
    let profile = KernelProfile(resolving: sources, tree: DeviceTree())
    #expect(profile.pageBlock.value.size(with: profile.paging.value) == size)
  }

  @Test func listsItsFacts() throws {
    let facts = try KernelProfile.preset(named: "6.13.7").facts
    #expect(facts.first.map { "\($0.name) \($0.value) \($0.source.text)" } == "profile 6.13 preset 6.13")
    #expect(Set(facts.map(\.name)).count == facts.count)
    #expect(
      facts.contains { $0.name == "paging" && $0.value == "4 KiB pages, 4 levels" && $0.source.isAssumed })
  }
}
