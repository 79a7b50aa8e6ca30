import DeviceTree
import LinuxBoot
import Testing

/// What Linux takes after the scan, against /proc/iomem of every recorded boot.
@Suite struct IOMemTests {
  @Test(arguments: RecordedBoot.booted) func showsEveryLine(_ boot: RecordedBoot) throws {
    let prediction = try boot.input().prediction()
    let isComplete = prediction.isIOMemComplete
    #expect(isComplete)
    let (ours, theirs) = (prediction.allMemoryLines, try boot.allMemoryLines())
    #expect(ours == theirs)
  }

  /// The number that docs and releases name: a case that falls out has to be explained.
  @Test func allRecordedBootsAgree() throws {
    let differing = try RecordedBoot.booted.filter { boot in
      try boot.input().prediction().allMemoryLines != boot.allMemoryLines()
    }
    #expect(differing.map(\.name) == [])
    #expect(RecordedBoot.booted.count - differing.count == 73)
  }
}
