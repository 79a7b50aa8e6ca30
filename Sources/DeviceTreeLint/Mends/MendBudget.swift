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
    let nodes = input.tree.allNodes.reduce(0) { count, _ in count + 1 }
    // A region of many entries is as much work as many regions, and banks of memory are too.
    let prediction = input.prediction
    let work = nodes + prediction.regions.count + prediction.memblock.memory.regions.count
    self.trials = min(trials, max(4, 300_000 / max(1, work * max(1, prediction.runs))))
    looks = max(16, 2_000_000 / max(1, work))
    renamings = max(16, 1_000_000 / max(1, nodes))
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
