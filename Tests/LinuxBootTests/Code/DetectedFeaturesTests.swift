import LinuxBoot
import Testing

@Suite struct DetectedFeaturesTests {
  @Test func codeLikeThatOf6_12_107GivesItsPreset() throws {
    for architecture in Architecture.allCases {
      let detected = CodeMaker().detected(for: architecture)
      var preset = try ProfilePreset.named("6.12.107", for: architecture)
      // The made-up tree shares crashkernel= on LoongArch alone.
      preset.earlyBoot.hasGenericCrashKernel = architecture == .loongarch64
      #expect(detected.preset.regions == preset.regions)
      #expect(detected.preset.earlyBoot == preset.earlyBoot)
      #expect(detected.preset.alwaysMapsEarlycon == preset.alwaysMapsEarlycon)
      #expect(detected.unrecognised == [], "\(architecture)")
      #expect(detected.preset.name == "6.12.107" && detected.preset.basedOn == "6.12.107")
    }
    #expect(CodeMaker().detected().linkAddress?.address == 0x9000_0000_0020_0000)
  }

  @Test func theCodeCountsAndNotTheVersion() {
    var maker = CodeMaker()
    func regions() -> RegionAlgorithm { maker.detected().preset.regions }
    maker.version = "6.1"
    #expect(regions().order == [.elfCoreHeader, .staticRegions, .dynamicRegions, .memoryReservations])
    maker.scan = ["take_header_entries();", "fdt_scan_reserved_mem();", "fdt_reserve_elfcorehdr();"]
    #expect(regions().order == [.memoryReservations, .staticRegions, .dynamicRegions, .elfCoreHeader])
    maker.boundsDynamicNodes = false
    #expect(!regions().boundsDynamicNodes)
    maker.growsTable = false
    maker.slots = 32
    #expect(regions().table == .fixed(slots: 32))
    maker.sortsByNode = false
    #expect(!regions().sortsByNode)
    maker.usesFirstEntryOnly = true
    maker.reportsBadReg = false
    maker.returnsNoDevice = true
    maker.validates = true
    maker.failuresLeave = true
    #expect(regions().extraEntries == .unused && !regions().reportsBadReg && !regions().undoesReusableNoMap)
    #expect(regions().validatesFirst && !regions().keepsFailedRegions)
    #expect(regions().entrySize == 48)
    maker.hasPhandle = true
    #expect(regions().entrySize == 56)
  }

  /// 6.4 to 6.11: one pass, and dynamic nodes in a function of their own.
  @Test func onePassIsTold() throws {
    var maker = CodeMaker()
    maker.version = "6.11.6"
    maker.savesInScan = true
    maker.growsTable = false
    maker.scan = [
      "fdt_scan_reserved_mem();", "fdt_reserve_elfcorehdr();", "take_header_entries();",
      "fdt_init_reserved_mem();",
    ]
    let detected = maker.detected()
    #expect(detected.preset.regions == .singlePass)
    #expect(detected.preset.regions.staticNamesInOriginalBlob)
  }

  @Test func eachFeatureSaysWhereItWasSeen() throws {
    let detected = CodeMaker().detected()
    #expect(detected.sources[.order] == .sourceTree("drivers/of/fdt.c:3 in TREE"))
    #expect(detected.sources[.earlyconMapping] == .sourceTree("arch/loongarch/Kconfig:5 in TREE"))
    #expect(detected.linkAddress?.source == .sourceTree("arch/loongarch/Makefile:1 in TREE"))
    var sources = KernelSources(preset: detected.preset)
    sources.featureSources = detected.sources
    sources.version = ("6.12.107", .sourceTree("Makefile in TREE"))
    let facts = KernelProfile(resolving: sources, tree: TreeMaker([0x20_0000...0xfff_ffff]).tree).facts
    #expect(facts.first?.source.text == "Makefile in TREE")
    let order = try #require(facts.first { $0.name == "order of the scan" })
    #expect(
      order.value == "core header, reg, dynamic, /memreserve/"
        && order.source.text == "drivers/of/fdt.c:3 in TREE")
    #expect(order.group == .regions)
    #expect(Set(facts.map(\.name)).count == facts.count)
  }

  @Test func whatIsNotRecognisedStaysThePresets() {
    var maker = CodeMaker()
    maker.scan = ["somebody_elses_scan();"]
    maker.earlyconExpression = "SOMETHING"
    maker.linkAddresses = ["0x9000000000200000", "0x90000000c0200000"]
    maker.files["mm/memblock.c"] = "#error"
    let detected = maker.detected()
    #expect(detected.preset.regions.order == RegionAlgorithm.twoPassesBounded.order)
    let missing = Set(detected.unrecognised)
    #expect(missing.isSuperset(of: [.order, .earlyconMapping, .fullMemblock, .marksAllocations]))
    #expect(!missing.contains(.sorting))
    #expect(detected.linkAddress == nil)
  }

  /// A series without a preset is described by its code alone.
  @Test func seriesWithoutPresetAreRead() {
    var maker = CodeMaker()
    maker.version = "6.6.30"
    let detected = maker.detected()
    #expect(detected.preset.name == "6.6.30" && detected.preset.basedOn == "6.1")
    #expect(detected.preset.regions == .twoPassesBounded)
    #expect(detected.unrecognised == [])
  }

  @Test func loongArchThatDoesNotReadTheTree() {
    var maker = CodeMaker()
    maker.files["arch/loongarch/kernel/setup.c"] = "void platform_init(void) { acpi(); }"
    let preset = maker.detected().preset
    #expect(!preset.earlyBoot.readsTree && preset.regions.order == [])
  }

  /// Any bytes are read without a trap: cut code, open comments, braces that do not match.
  @Test(arguments: [
    "", "{", "}}}}", "((((", "/*", "\"", "'", "#", "#define", "#if\n#else\n#endif\n#endif", "a(", "a(b) {",
    "\\\n\\",
    "void early_init_fdt_scan_reserved_mem(void) { early_init_fdt_scan_reserved_mem(); }",
    "\u{0}\u{ff}#\\\n{",
    "struct reserved_mem {", "struct reserved_mem { ; }", "#define MAX_RESERVED_REGIONS 99999999999999999999",
  ])
  func anyTextIsRead(_ text: String) {
    var maker = CodeMaker()
    for path in DetectedFeatures.paths { maker.files[path] = text }
    for architecture in Architecture.allCases {
      #expect(maker.detected(for: architecture).preset.architecture == architecture)
    }
  }
}
