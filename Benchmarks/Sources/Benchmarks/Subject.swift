/// One thing that is measured: a name, and work that can be done again and again.
///
/// A file of Subjects/ states the subjects of one theme; `Benchmarks.subjects` lists the files.
struct Subject {
  /// What is measured, in a few words.
  var name: String
  /// How many things one repetition works on, and what they are called, for the time of each.
  var count: Int
  /// What one of them is.
  var unit: String
  /// The subject of the same list that this one is compared with; nil for none.
  var baseline: String?
  /// Does it once and returns a number that depends on the result, so that it cannot be left out.
  var work: () -> Int

  init(
    _ name: String, count: Int, of unit: String, against baseline: String? = nil, _ work: @escaping () -> Int
  ) {
    self.name = name
    self.count = count
    self.unit = unit
    self.baseline = baseline
    self.work = work
  }
}
