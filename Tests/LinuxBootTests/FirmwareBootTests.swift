import DeviceTree
import LinuxBoot
import Testing

/// Every recorded boot of arm64 and riscv64 against the prediction made from its tree, its .config, its
/// System.map and where QEMU put things.
@Suite struct FirmwareBootTests {
  @Test func allCasesAreThere() {
    #expect(FirmwareBoot.all.filter { $0.verdict.arch == "arm64" }.count == 66)
    #expect(FirmwareBoot.all.filter { $0.verdict.arch == "riscv64" }.count == 66)
    #expect(FirmwareBoot.all.filter(\.verdict.booted).count == 127)
  }

  @Test(arguments: FirmwareBoot.all) func endsTheSame(_ boot: FirmwareBoot) throws {
    let prediction = try boot.input().prediction()
    #expect(prediction.runs == 1)
    switch prediction.outcome {
    case .boots: #expect(boot.verdict.panic == nil)
    case .panics(let message): #expect(boot.verdict.panic == "Kernel panic - not syncing: " + message)
    }
  }

  @Test(arguments: FirmwareBoot.all) func refusesTheSameRegions(_ boot: FirmwareBoot) throws {
    let prediction = try boot.input().prediction()
    let refused = prediction.regions(.refused).map { "\($0.name) \($0.base ?? 0)" }
    #expect(refused == boot.verdict.failed.map { "\($0.node) \($0.base)" })
    for region in prediction.regions(.refused) where region.size > 0 {
      #expect(!region.collisions.isEmpty)
      #expect(region.collisionRange != nil)
    }
  }

  @Test(arguments: FirmwareBoot.all) func doesTheSameOperations(_ boot: FirmwareBoot) throws {
    let input = try boot.input()
    let marks = input.profile.preset.earlyBoot.marksAllocations
    #expect(input.prediction().loggedOperations(marksAllocations: marks) == boot.loggedOperations)
  }

  /// The lines "FIRST..LAST (SIZE KiB) map reusable NAME", in order, with the addresses that Linux chose.
  @Test(arguments: FirmwareBoot.all) func initialisesTheSameRegions(_ boot: FirmwareBoot) throws {
    let prediction = try boot.input().prediction()
    let printed = prediction.messages.map(\.text).filter {
      $0.hasPrefix("OF: reserved mem: 0x") && $0.contains(" KiB) ")
    }
    func digits(_ number: UInt64) -> String {
      let text = String(number, radix: 16)
      return "0x" + String(repeating: "0", count: max(0, 16 - text.count)) + text
    }
    let wanted = boot.verdict.initialised.map { line in
      let kibibytes = (line.end - line.start + 1) >> 10
      return "OF: reserved mem: \(digits(line.start))..\(digits(line.end)) (\(kibibytes) KiB) "
        + "\(line.map) \(line.reusable) \(line.node)"
    }
    #expect(printed == wanted)
  }

  @Test(arguments: FirmwareBoot.all) func printsTheSameOverlaps(_ boot: FirmwareBoot) throws {
    let printed = try boot.input().prediction().messages.map(\.text).filter {
      $0.contains("OVERLAP DETECTED")
    }
    #expect(printed.count == boot.verdict.overlapMessages.count)
    for (ours, theirs) in zip(printed, boot.verdict.overlapMessages) { #expect(ours.hasSuffix(theirs)) }
  }

  /// Whatever else the log says about regions, the initrd and `mem=` is foretold word for word, in order.
  @Test(arguments: FirmwareBoot.all) func printsTheSameLines(_ boot: FirmwareBoot) throws {
    let subjects = ["OF: ", "Reserved memory: ", "INITRD: ", "Memory limited"]
    let kept = boot.verdict.other.filter { line in subjects.contains { line.hasPrefix($0) } }
    let messages = try boot.input().prediction().messages.map(\.text)
    let printed = messages.filter { text in
      subjects.contains { text.hasPrefix($0) } && !text.contains(" KiB) ") && !text.contains("OVERLAP")
        && !text.contains("failed to reserve memory") && !text.contains("reserved region for")
        && !text.contains("allocated memory for '")
    }
    // The record has each line once.
    var seen: Set<String> = []
    #expect(printed.filter { seen.insert($0).inserted } == kept)
  }

  @Test(arguments: FirmwareBoot.all) func showsTheSameMemory(_ boot: FirmwareBoot) throws {
    guard let lines = boot.memoryLines else { return }
    #expect(try boot.input().prediction().memoryLines == lines)
  }
}
