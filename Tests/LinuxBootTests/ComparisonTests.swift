import DeviceTree
import LinuxBoot
import TestSupport
import Testing

@Suite struct ComparisonTests {
  private static let banks: [ClosedRange<UInt64>] = [0x20_0000...0xfff_ffff, 0xc000_0000...0xc7ff_ffff]

  private func maker(bootargs: String? = nil) -> TreeMaker { TreeMaker(Self.banks, bootargs: bootargs) }

  @Test(arguments: RecordedBoot.all) func nothingChangesWithoutAChange(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    let comparison = PredictionComparison(prediction, prediction)
    #expect(comparison.isEmpty)
    #expect(comparison.sameRegions == prediction.regions.count)
  }

  @Test func verdictThatChangesHasBothCauses() throws {
    var before = maker(bootargs: "earlycon=uart8250,mmio,0x1fe001e0")
    before.region(0xc000_0000, 0x800_0000, name: "top@c0000000")
    before.region(0x800_0000, 0x10_0000, name: "low@8000000")
    var after = maker()
    after.region(0xc000_0000, 0x800_0000, name: "top@c0000000")
    after.region(0x800_0000, 0x10_0000, name: "low@8000000")
    let comparison = PredictionComparison(try before.prediction(), try after.prediction())
    #expect(comparison.regions.map(\.kind) == [.verdict])
    #expect(comparison.sameRegions == 1)
    let change = try #require(comparison.regions.first)
    #expect(change.before?.verdict == .refused && change.after?.verdict == .reserved)
    #expect(change.before?.cause.contains("earlycon") == true)
    // Without earlycon the three pages are not taken.
    let pages = comparison.events.filter { $0.before?.by == "populate_kernel_pte" }
    #expect(pages.map { $0.before?.operation } == [.allocate, .allocate, .allocate])
    #expect(pages.allSatisfy { $0.after == nil })
    // The blob is smaller by the shorter command line.
    #expect(comparison.events.count == 4)
    #expect(!comparison.isEmpty && !comparison.outcome.isChange)
    let back = PredictionComparison(try after.prediction(), try before.prediction())
    #expect(back.events.filter { $0.before == nil && $0.after?.by == "populate_kernel_pte" }.count == 3)
  }

  @Test func regionsAreFoundAgain() throws {
    var before = maker()
    before.region(0x800_0000, 0x10_0000, name: "moves@8000000")
    before.region(0x810_0000, 0x10_0000, name: "old@8100000")
    before.region(0x820_0000, 0x10_0000, name: "goes@8200000")
    before.region(0x830_0000, 0x10_0000, name: "stays@8300000")
    var after = maker()
    after.region(0x830_0000, 0x10_0000, name: "stays@8300000")
    after.region(0x900_0000, 0x10_0000, name: "moves@9000000")
    after.region(0x810_0000, 0x10_0000, name: "new@8100000")
    after.region(0x840_0000, 0x20_0000, name: "comes@8400000")
    let comparison = PredictionComparison(try before.prediction(), try after.prediction())
    let changes = comparison.regions.map { "\($0.kind) \($0.before?.name ?? "-") \($0.after?.name ?? "-")" }
    #expect(
      changes == [
        "moved moves@8000000 moves@9000000", "renamed old@8100000 new@8100000", "removed goes@8200000 -",
        "added - comes@8400000",
      ])
    #expect(comparison.sameRegions == 1)
  }

  /// Two that moved and have the same name cannot be told apart: they are not guessed at.
  @Test func ambiguousMovesAreNotGuessed() throws {
    var before = maker()
    var after = maker()
    for index in 0..<2 as Range<UInt64> {
      before.region(0x800_0000 + index << 20, 0x10_0000, name: "z@\(index)")
      after.region(0x900_0000 + index << 20, 0x10_0000, name: "z@\(index + 8)")
    }
    let kinds = PredictionComparison(try before.prediction(), try after.prediction()).regions.map(\.kind)
    #expect(kinds == [.removed, .removed, .added, .added])
  }

  @Test func operationsThatGotAnotherRangeArePaired() throws {
    let before = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc7ff_ffff])
    let after = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xcfff_ffff])
    let comparison = PredictionComparison(try before.prediction(), try after.prediction())
    #expect(comparison.events.count == 1)
    #expect(comparison.events.first?.before?.range.end == 0xc800_0000)
    #expect(comparison.events.first?.after?.range.end == 0xd000_0000)
    #expect(comparison.iomem.contains { $0.isAdded && $0.line.end == 0xcfff_ffff || !$0.isAdded })
  }

  @Test func anotherOrderIsSaid() throws {
    let a = TreeMaker([0x20_0000...0xfff_ffff, 0xc000_0000...0xc7ff_ffff])
    let b = TreeMaker([0xc000_0000...0xc7ff_ffff, 0x20_0000...0xfff_ffff])
    let comparison = PredictionComparison(try a.prediction(), try b.prediction())
    #expect(comparison.events.isEmpty && comparison.isReordered && !comparison.isEmpty)
  }

  /// Whatever is compared, each change has a side, and both directions find the same number of changes.
  @Test func bothDirectionsAgree() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var trees: [TreeMaker] = []
      for _ in 0..<2 {
        var tree = maker(bootargs: Bool.random(using: &random) ? "earlycon=uart8250,mmio,0x1fe001e0" : nil)
        for index in 0..<Int.random(in: 0...6, using: &random) where Bool.random(using: &random) {
          let base = 0xc000_0000 + UInt64.random(in: 0...31, using: &random) << 22
          tree.region(base, 0x40_0000, noMap: Bool.random(using: &random), name: "r\(index)")
        }
        trees.append(tree)
      }
      let (a, b) = (try trees[0].prediction(), try trees[1].prediction())
      let (there, back) = (PredictionComparison(a, b), PredictionComparison(b, a))
      #expect(
        there.regions.count == back.regions.count && there.sameRegions == back.sameRegions, "seed \(seed)")
      #expect(
        there.events.count == back.events.count && there.iomem.count == back.iomem.count, "seed \(seed)")
      #expect(there.isEmpty == back.isEmpty, "seed \(seed)")
      let sides = there.regions.filter { $0.before != nil }.count + there.sameRegions
      #expect(sides == a.regions.count, "seed \(seed)")
    }
  }
}
