import DeviceTree
import LinuxBoot
import TestSupport
import Testing

@Suite struct UnknownFactTests {
  static let bootargs = "earlycon=uart8250,mmio,0x1fe001e0"

  func prediction(_ maker: TreeMaker, _ change: (inout KernelProfile) -> Void = { _ in }) throws -> Prediction
  {
    var profile = try KernelProfile.preset(named: "6.13.7", tree: maker.tree)
    change(&profile)
    return BootInput(tree: maker.tree, profile: profile).prediction()
  }

  /// 12 KiB are taken with 4 KiB pages, 32 KiB with 16 KiB pages.
  @Test func theVerdictDependsOnThePageSize() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff], bootargs: Self.bootargs)
    maker.region(0xc080_0000, 0x7f_d000, name: "near")
    maker.region(0xc000_0000, 0x10_0000, name: "far")
    maker.region(0xc0ff_f000, 0x1000, name: "top")
    let prediction = try prediction(maker)
    #expect(prediction.regions.map(\.verdict) == [.depends, .reserved, .refused])
    let cause = prediction.regions[0].cause
    #expect(cause.hasPrefix("if paging is 4 KiB pages, 4 levels: reserved ("))
    #expect(cause.contains("; if paging is 16 KiB pages, 3 levels: refused ("))
    #expect(!cause.contains("kernel image is"))
    #expect(prediction.outcome == .boots)
    #expect(prediction.messages.contains { $0.level == .remark && $0.text.contains("paging") })
  }

  @Test func theVerdictDependsOnTheKernelsSize() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff])
    maker.region(0x300_0000, 0x10_0000)
    let region = try #require(try prediction(maker).regions.first)
    #expect(region.verdict == .depends)
    #expect(region.cause.contains("if kernel image is 0x200000:0x4200000: refused"))
  }

  @Test func whetherEarlyconMapsIsTriedBothWays() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff], bootargs: Self.bootargs)
    maker.region(0xc0ff_f000, 0x1000)
    let prediction = try prediction(maker) { $0.mapsEarlycon.alternatives = [false] }
    #expect(prediction.regions.map(\.verdict) == [.depends])
    #expect(prediction.regions[0].cause.hasPrefix("if earlycon takes page tables is yes: refused"))
    #expect(
      prediction.regions[0].cause.hasSuffix(
        "if earlycon takes page tables is no: reserved (no-map: left out of Linux's memory)"))
  }

  @Test func anUnknownConsoleDriverIsTriedBothWays() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff], bootargs: "earlycon")
    let uart = maker.tree.addNode("serial@1fe001e0", to: maker.tree.root)
    maker.tree.set("compatible", to: .string("vendor,strange-uart"), of: uart)
    maker.tree.set("reg", to: .cells([0, 0x1fe0_01e0, 0, 0x10]), of: uart)
    maker.tree.set("stdout-path", to: .string("/serial@1fe001e0"), of: maker.chosen)
    maker.region(0xc0ff_f000, 0x1000)
    let prediction = try prediction(maker)
    #expect(prediction.regions.map(\.verdict) == [.depends])
    #expect(
      prediction.regions[0].cause.contains("early console driver for vendor,strange-uart is no: reserved"))
  }

  /// The deferral of a plain earlycon moves its pages only, so it decides nothing here.
  @Test func factsThatDecideNothingChangeNothing() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff], bootargs: "earlycon")
    maker.region(0x800_0000, 0x1000)
    #expect(try prediction(maker).regions.map(\.verdict) == [.reserved])
  }

  @Test func anUncertainAddressIsSaidToBe() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff], bootargs: Self.bootargs)
    maker.dynamic("dyn", 0x1000)
    let region = try #require(try prediction(maker).regions.first)
    #expect(region.verdict == .reserved)
    #expect(region.base == 0xc0ff_c000)
    #expect(region.cause.contains("if paging is 16 KiB pages, 3 levels: at 0xc0ff7000"))
  }

  /// A run that is forked ends as one that begins with the same values.
  @Test(arguments: [0xf02c_0001, 0xf02c_0002] as [UInt64]) func forksEndAsWholeRuns(_ seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      var maker = TreeMaker(
        [0x20_0000...0xfff_ffff, 0xc000_0000...0xc0ff_ffff], bootargs: RobustnessTests.bootargs(&random))
      for index in 0..<8 {
        maker.region(
          UInt64.random(in: 0x20...0x800, using: &random) << 16, 0x1_0000, noMap: Bool.random(using: &random),
          name: "r\(index)")
      }
      maker.region(0xc0ff_0000, UInt64.random(in: 1...16, using: &random) << 12, name: "top")
      let pool = maker.dynamic("pool", 0x20_0000)
      maker.tree.set("compatible", to: .string("shared-dma-pool"), of: pool)
      maker.tree.set("reusable", to: .empty, of: pool)
      func settle(_ profile: inout KernelProfile) {
        profile.defersEarlycon.alternatives = []
        profile.hasRestrictedPools.alternatives = []
        profile.hasStackProtector.alternatives = []
        profile.pageBlock.alternatives = []
        profile.hasCMA.alternatives = []
      }
      let forked = try prediction(maker) { settle(&$0) }
      var single: [[RegionVerdict.Kind]] = []
      let profile = try KernelProfile.preset(named: "6.13.7", tree: maker.tree)
      for paging in [profile.paging.value] + profile.paging.alternatives {
        for image in [profile.kernelImage.value] + profile.kernelImage.alternatives {
          for hasPools in [true, false] {
            let one = try prediction(maker) {
              settle(&$0)
              ($0.paging.value, $0.paging.alternatives) = (paging, [])
              ($0.kernelImage.value, $0.kernelImage.alternatives) = (image, [])
              ($0.hasCMAPools.value, $0.hasCMAPools.alternatives) = (hasPools, [])
            }
            #expect(one.runs == 1)
            single.append(one.regions.map(\.verdict))
          }
        }
      }
      for (index, region) in forked.regions.enumerated() {
        let kinds = Set(single.map { $0[index] })
        #expect(kinds.count == 1 ? kinds.first == region.verdict : region.verdict == .depends)
      }
    }
  }

  @Test func runsAreLimited() throws {
    var maker = TreeMaker([0x20_0000...0xfff_ffff], bootargs: Self.bootargs)
    let pool = maker.dynamic("pool", 0x80_0000)
    maker.tree.set("compatible", to: .strings(["shared-dma-pool", "restricted-dma-pool"]), of: pool)
    maker.tree.set("reusable", to: .empty, of: pool)
    let prediction = try prediction(maker) {
      $0.mapsEarlycon.alternatives = [false]
      $0.cpuCount.alternatives = [1, 2, 4]
    }
    #expect(prediction.runs == BootModel.maximumRuns)
    #expect(prediction.messages.contains { $0.text.contains("combinations of unknown facts") })
  }
}
