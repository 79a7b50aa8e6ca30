/// One stage of a run; a run can be forked in front of any of them.
enum BootStage: Hashable {
  /// A step up to and including the scan.
  case early(EarlyBoot.Step)
  /// What comes right behind the scan.
  case behindScan
  /// Linux's copy of the tree.
  case treeCopy
  /// Regions that are saved, and their handlers called, behind the copy.
  case savedRegions
  /// The live tree.
  case liveTree
  /// The kernel image as memory.
  case kernelMemory
  /// Everything up to the end of memblock.
  case laterAllocations
  /// What full tables do in the end.
  case lastTables
}
