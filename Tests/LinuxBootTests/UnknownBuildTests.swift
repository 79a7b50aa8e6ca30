import DeviceTree
import LinuxBoot
import TestSupport
import Testing

/// Builds and command lines whose later allocations are not known: the list stays as it is up to the scan.
@Suite struct UnknownBuildTests {
  func maker(_ more: String = "") -> TreeMaker {
    TreeMaker([0x20_0000...0xfff_ffff, 0x9000_0000...0x9fff_ffff], bootargs: "console=ttyS0" + more)
  }

  func expectUnknown(_ prediction: Prediction, because why: String, lastKnown: String?) {
    let isComplete = prediction.isIOMemComplete
    #expect(!isComplete)
    let banks = ["00200000-0fffffff : System RAM", "90000000-9fffffff : System RAM"]
    #expect(prediction.allMemoryLines == banks)
    let remarks = prediction.messages.filter { $0.level == .remark }.map(\.text)
    #expect(
      remarks.contains { $0.hasPrefix("the lines of /proc/iomem are not complete") && $0.contains(why) })
    #expect(prediction.eventsAfterScan.last?.by == lastKnown)
  }

  @Test func aCompleteListHasNoRemark() throws {
    let prediction = try maker().prediction()
    let isComplete = prediction.isIOMemComplete
    #expect(isComplete)
    #expect(!prediction.messages.contains { $0.text.contains("list of memory") })
    #expect(prediction.facts.contains { $0.name == "size of page" && $0.value == "56 bytes" })
  }

  static let options = ["SMP", "NUMA", "MEMCG", "KASAN", "HIBERNATION", "RANDOMIZE_BASE"]

  @Test(arguments: options) func otherBuilds(_ option: String) throws {
    let tree = maker().tree
    let profile = try RecordedBoot.profile(
      of: "6.13.7", version: "6.13.7", tree: tree, changing: [option: "y"])
    expectUnknown(
      BootInput(tree: tree, profile: profile).prediction(), because: option,
      lastKnown: "__unflatten_device_tree")
    #expect(!profile.facts.contains { $0.name == "size of page" })
  }

  @Test(arguments: [("OF_DYNAMIC", "y"), ("OF_KOBJ", "n")]) func otherTrees(_ option: String, _ value: String)
    throws
  {
    let tree = maker().tree
    let profile = try RecordedBoot.profile(
      of: "6.13.7", version: "6.13.7", tree: tree, changing: [option: value])
    let prediction = BootInput(tree: tree, profile: profile).prediction()
    expectUnknown(prediction, because: option, lastKnown: "copy_device_tree")
    #expect(prediction.facts.contains { $0.name == "build sizes" && $0.value == "unknown" })
  }

  @Test func aDefaultCMAAreaInPercent() throws {
    let tree = maker().tree
    let profile = try RecordedBoot.profile(
      of: "6.13.7", version: "6.13.7", tree: tree, changing: ["CMA_SIZE_SEL_MBYTES": "n"])
    expectUnknown(
      BootInput(tree: tree, profile: profile).prediction(), because: "CMA_SIZE_SEL_MBYTES",
      lastKnown: "__unflatten_device_tree")
  }

  @Test func aVersionWithoutRecordedSizes() throws {
    let tree = maker().tree
    let profile = try KernelProfile.preset(named: "6.9", tree: tree)
    expectUnknown(
      BootInput(tree: tree, profile: profile).prediction(), because: "profile 6.9",
      lastKnown: "copy_device_tree")
  }

  @Test(arguments: ["cma=64M", "swiotlb=noforce", "log_buf_len=4M", "dhash-entries=1"])
  func parameters(_ parameter: String) throws {
    let name = String(parameter.prefix { $0 != "=" })
    expectUnknown(
      try maker(" " + parameter).prediction(), because: name, lastKnown: "__unflatten_device_tree")
  }

  /// A symbol table cut down to the names that the model asks for gives the same.
  @Test func theNamedSymbolsAreEnough() throws {
    let tree = maker().tree
    let all = RecordedBoot.parseSymbols(try Fixtures.text("boot/kernel-6.13.7/System.map"))
    var sources = KernelSources(preset: try ProfilePreset.named("6.13"))
    sources.systemMapSymbols = all
    let whole = KernelProfile(resolving: sources, tree: tree).facts
    sources.systemMapSymbols = all.filter { KernelSources.symbolNames.contains($0.key) }
    #expect(KernelProfile(resolving: sources, tree: tree).facts == whole)
    // _start is the image's first byte on riscv64 alone.
    #expect(sources.systemMapSymbols?.count == KernelSources.symbolNames.count { $0 != "_start" })
  }

  @Test func aTreeFromFirmware() throws {
    let tree = maker().tree
    let profile = try RecordedBoot.profile(
      of: "6.13.7", version: "6.13.7", tree: tree, changing: ["BUILTIN_DTB": "n"])
    expectUnknown(
      BootInput(tree: tree, profile: profile).prediction(), because: "firmware",
      lastKnown: "alloc_large_system_hash")
  }

  @Test func withoutSymbolsTheKernelsLinesAreUnknown() throws {
    let tree = maker().tree
    var profile = try RecordedBoot.profile(of: "6.13.7", version: "6.13.7", tree: tree)
    profile.kernelSections.value = nil
    profile.kernelSections.source = .assumed("no symbols were given")
    expectUnknown(
      BootInput(tree: tree, profile: profile).prediction(), because: "no symbols",
      lastKnown: "alloc_large_system_hash")
  }

  /// Lines are in order, inside their bank, and do not overlap, whatever the tree.
  @Test(arguments: [0xb007_1001, 0xb007_1002] as [UInt64]) func linesNest(_ seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    var complete = 0
    for round in 0..<80 {
      let isUsual = Bool.random(using: &random)
      var maker = TreeMaker([
        0x20_0000...0xfff_ffff, isUsual ? 0x9000_0000...0x9fff_ffff : RobustnessTests.bank(&random),
      ])
      for index in 0..<Int.random(in: 0..<20, using: &random) {
        RobustnessTests.addRegion(index, &maker, &random)
      }
      let prediction = try maker.prediction(round % 2 == 0 ? "6.13.7" : "6.13.7-16k")
      if prediction.isIOMemComplete { complete += 1 }
      var bank: IOMemLine?
      var last: IOMemLine?
      for line in prediction.iomem {
        #expect(line.start <= line.end)
        if line.depth == 0 {
          if let bank { #expect(bank.end < line.start) }
          (bank, last) = (line, nil)
        } else if let bank {
          #expect(bank.start <= line.start && line.end <= bank.end)
          if let last { #expect(last.end < line.start) }
          last = line
        }
      }
    }
    #expect(complete > 10)
  }
}
