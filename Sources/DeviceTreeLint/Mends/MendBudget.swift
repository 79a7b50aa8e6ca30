import DeviceTree
import LinuxBoot

/// How much may be tried for all findings of a tree together, so that a tree of many faults takes no more time than
/// is in proportion to its size.
struct MendBudget {
  /// How many more edited trees the model may be run on.
  var trials: Int
  /// How many more findings may look for candidates: that goes over all regions, though no trial may come of it.
  var looks: Int
  /// How many more names may be mended: each is followed through all of the text.
  var renamings: Int

  /// What a tree lets us afford, with so many trials at most.
  ///
  /// Complexity: O(n) in nodes.
  init(for input: LintInput, trials: Int) {
    let work = Self.work(on: input)
    self.trials = min(trials, max(4, 300_000 / (work * max(1, input.prediction.runs))))
    looks = max(16, 2_000_000 / work)
    renamings = max(16, 1_000_000 / work)
  }

  /// How many rounds of mending a tree lets us afford: each compiles all of the text, judges it and looks for mends.
  static func rounds(for input: LintInput) -> Int { max(4, 100_000 / work(on: input)) }

  /// How much there is to go through each time, at least 1.
  private static func work(on input: LintInput) -> Int {
    let nodes = input.tree.allNodes.reduce(0) { count, _ in count + 1 }
    // A region of many entries is as much work as many regions, and banks of memory are too.
    return max(1, nodes + input.prediction.regions.count + input.prediction.memblock.memory.regions.count)
  }

  /// Whether nothing more is tried.
  var isSpent: Bool { trials <= 0 || looks <= 0 }

  /// Takes over what another search used up.
  mutating func account(for other: MendBudget) {
    trials = min(trials, other.trials)
    looks = min(looks, other.looks)
    renamings = min(renamings, other.renamings)
  }

  /// Whether one more of something may be had; it is used up then.
  mutating func spend(_ kind: WritableKeyPath<MendBudget, Int>) -> Bool {
    guard self[keyPath: kind] > 0 else { return false }
    self[keyPath: kind] -= 1
    return true
  }
}
