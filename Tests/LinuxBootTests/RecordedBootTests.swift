import DeviceTree
import LinuxBoot
import Testing

/// Every recorded boot against the prediction made from its tree, its .config and its System.map.
@Suite struct RecordedBootTests {
  @Test func allCasesAreThere() {
    #expect(RecordedBoot.all.count == 77)
    #expect(RecordedBoot.booted.count == 73)
  }

  @Test(arguments: RecordedBoot.booted) func boots(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    #expect(prediction.outcome == .boots)
    #expect(prediction.runs == 1)
  }

  @Test(arguments: RecordedBoot.booted) func refusesTheSameRegions(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    let refused = prediction.regions(.refused).map { "\($0.name) \($0.base ?? 0)" }
    #expect(refused == boot.verdict.failed.map { "\($0.node) \($0.base)" })
    for region in prediction.regions(.refused) where region.size > 0 {
      #expect(!region.collisions.isEmpty)
      #expect(region.collisionRange != nil)
    }
  }

  @Test(arguments: RecordedBoot.booted) func placesRegionsAtTheSameAddresses(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    for line in boot.verdict.initialised {
      let region = try #require(prediction.regions.first { $0.name == line.node && $0.entry == 0 })
      #expect(region.base == line.start)
      #expect(region.size == line.end - line.start + 1)
    }
    let dynamic = prediction.regions.filter { $0.isDynamic && $0.base != nil }.count
    #expect(dynamic == boot.verdict.other.filter { $0.contains("allocated memory for") }.count)
  }

  @Test(arguments: RecordedBoot.booted) func looksUpTheSame(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    #expect(Set(prediction.regions.map(\.name)) == Set(boot.verdict.lookupAfterBoot.keys))
    for region in prediction.regions {
      let answer = try #require(region.lookupAfterBoot)
      let text =
        switch answer {
        case .null: "NULL"
        case .found(let range):
          "base 0x\(String(range.base, radix: 16)) size 0x\(String(range.size, radix: 16))"
        }
      #expect(text == boot.verdict.lookupAfterBoot[region.name], "\(region.name)")
    }
  }

  @Test(arguments: RecordedBoot.all) func doesTheSameOperations(_ boot: RecordedBoot) throws {
    #expect(try boot.input().prediction().operations == boot.loggedOperations())
  }

  @Test(arguments: RecordedBoot.booted) func showsTheSameMemory(_ boot: RecordedBoot) throws {
    #expect(try boot.input().prediction().memoryLines == boot.memoryLines())
  }

  @Test(arguments: RecordedBoot.booted) func printsTheSameOverlaps(_ boot: RecordedBoot) throws {
    let printed = try boot.input().prediction().messages.map(\.text).filter {
      $0.contains("OVERLAP DETECTED")
    }
    #expect(printed.count == boot.verdict.overlapMessages.count)
    for (ours, theirs) in zip(printed, boot.verdict.overlapMessages) { #expect(ours.hasSuffix(theirs)) }
  }

  /// Every line of the log about regions, up to the scan, is among the messages, in order.
  @Test(arguments: RecordedBoot.booted) func printsTheSameLines(_ boot: RecordedBoot) throws {
    let wanted = try boot.text("serial.log").split(whereSeparator: \.isNewline).compactMap {
      line -> String? in
      let text = line.drop { $0 != "]" }.dropFirst(2)
      return text.hasPrefix("OF: reserved mem: ") && !text.contains("OVERLAP") ? String(text) : nil
    }
    let printed = try boot.input().prediction().messages.map(\.text)
    #expect(
      Array(
        printed.filter { $0.hasPrefix("OF: reserved mem: ") && !$0.contains("OVERLAP") }.prefix(wanted.count))
        == wanted)
  }

  @Test(arguments: RecordedBoot.panicked) func panics(_ boot: RecordedBoot) throws {
    guard case .panics(let message) = try boot.input().prediction().outcome else {
      Issue.record("\(boot.name) boots in the prediction: \(boot.verdict.panic ?? "")")
      return
    }
    #expect(boot.verdict.panic == "Kernel panic - not syncing: " + message)
  }
}
