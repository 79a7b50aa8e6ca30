/// A run with what follows from it.
struct FinishedRun {
  /// The run; its regions have what look-ups find.
  let run: BootRun

  init(_ run: consuming BootRun) {
    run.findLookups()
    self.run = run
  }

  /// The number of the value that the run took for a fact; -1 if it did not come upon it.
  func choice(of open: FactChoices.Open) -> Int {
    guard run.choices.consulted.contains(open) else { return -1 }
    let choice = run.choices.chosen[open.name] ?? 0
    return open.values.indices.contains(choice) ? choice : 0
  }
}
