/// One fact with another value, to be tried in the model.
struct Variation {
  /// What is changed.
  var change: FactCorrection
  /// Whether it is set before all others, since others follow from it.
  var isFirst = false
  /// Does it.
  var apply: (inout BootInput) -> Void
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
  var all: [Variation] {
    versionOfLog + commandLineOfLog + [pagingOfLog, imageOfLog, blobOfLog, initrdOfLog].compactMap { $0 }
      + firmware + memory + regions + blobSize + sections + guesses
  }

  private var guesses: [Variation] {
    commandLineGuesses + otherPaging + options + otherVersions
  }

  /// Facts that the log tells otherwise than the input has them, whether or not that changes anything.
  var contradictions: [Variation] {
    versionOfLog + commandLineOfLog + [pagingOfLog, imageOfLog, blobOfLog].compactMap { $0 }
  }
}
