/// One fact with another value, to be tried in the model.
struct Variation {
  /// How the value is set.
  enum Way {
    /// As an argument about the kernel does: all else that is known of it is looked up again.
    case kernelFlag((inout KernelSources) -> Void)
    /// As an argument about the boot does.
    case bootFlag((inout BootInput) -> Void)
    /// In the finished input, which no argument can do.
    case direct((inout BootInput) -> Void)
  }

  /// What is changed.
  var change: FactCorrection
  /// Does it.
  var way: Way

  init(_ change: FactCorrection, _ way: Way) {
    self.change = change
    self.way = way
  }

  /// A flag or a file gives the present value, and nothing in the log tells another.
  var overrulesCall: Bool { change.isStated && change.evidence == nil }
}

extension BootInput {
  /// The input that a call with changes makes; what the log settles is settled behind the arguments, as in a call.
  func changed(by changes: [Variation], settledBy facts: LoggedFacts) -> BootInput {
    var input = self
    var sources = input.profile.sources
    var hasKernelFlag = false
    for change in changes {
      guard case .kernelFlag(let state) = change.way else { continue }
      state(&sources)
      hasKernelFlag = true
    }
    if hasKernelFlag { input.profile = KernelProfile(resolving: sources, tree: input.tree) }
    for change in changes { if case .bootFlag(let state) = change.way { state(&input) } }
    input = input.settled(by: facts)
    for change in changes { if case .direct(let set) = change.way { set(&input) } }
    return input
  }
}

/// Makes the variations of one boot that are worth trying, the likeliest first.
struct VariationMaker {
  let input: BootInput
  let facts: LoggedFacts
  let log: BootLog
  /// The prediction for the input.
  let prediction: Prediction

  var profile: KernelProfile { input.profile }
  var architecture: Architecture { input.profile.architecture.value }

  /// All of them: what the log itself says first, then what can only be guessed.
  ///
  /// A kernel that was moved comes before its parts, which follow from it.
  var all: [Variation] {
    loadAddress + versionOfLog + commandLineOfLog
      + [pagingOfLog, imageOfLog, blobOfLog, blobOfDump, initrdOfLog].compactMap { $0 }
      + firmware + memory + regions + blobSize + sections + guesses
  }

  private var guesses: [Variation] {
    commandLineGuesses + otherPaging + options + blobPlaces + otherVersions
  }

  /// Facts that the log tells otherwise than the input has them, whether or not that changes anything.
  var contradictions: [Variation] {
    versionOfLog + commandLineOfLog + [pagingOfLog, imageOfLog, blobOfLog].compactMap { $0 }
  }
}
