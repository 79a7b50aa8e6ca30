import DeviceTree

/// What all runs of one prediction share: the input, and what is read off it once.
///
/// A class, so that a run that forks copies one reference and not the whole profile.
final class BootPlan: Sendable {
  let input: BootInput
  let profile: KernelProfile
  let algorithm: RegionAlgorithm
  let reader: FlatReader
  let earlyBoot: EarlyBoot
  let commandLine: CommandLine
  /// Parameters for the kernel, dashes of their names made underscores as Linux compares them.
  let parameters: [CommandLine.Token]
  let banks: [MemoryBank]
  let regions: RegionReading
  /// Every stage of the boot, in order.
  let stages: [BootStage]

  init(_ input: BootInput) {
    self.input = input
    profile = input.profile
    algorithm = input.readsTree ? input.profile.regions : .none
    let reader = FlatReader(input.tree, isRead: input.readsTree)
    self.reader = reader
    let earlyBoot = EarlyBoot.of(
      input.profile.architecture.value, readsTree: input.readsTree,
      knowsMemory: input.efi?.memoryMap.isEmpty == false)
    self.earlyBoot = earlyBoot
    commandLine = input.commandLine
    parameters = commandLine.tokens.map { token in
      var token = token
      token.name = String(decoding: token.name.utf8.map { $0 == 0x2d ? 0x5f : $0 }, as: UTF8.self)
      return token
    }
    banks = reader.memoryBanks()
    regions = RegionReading(input, reader)
    stages =
      earlyBoot.steps.map { .early($0) } + [
        .behindScan, .treeCopy, .savedRegions, .liveTree, .kernelMemory, .laterAllocations, .lastTables,
      ]
  }
}
