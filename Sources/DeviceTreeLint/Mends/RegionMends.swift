import DeviceTree
import LinuxBoot

/// Looks for mends for one entry of a no-map region that Linux refuses, or may refuse.
struct RegionMends {
  let input: LintInput
  let region: RegionVerdict
  let range: MemoryRange

  init?(_ input: LintInput, _ region: RegionVerdict) {
    guard let range = region.range, !region.isDynamic else { return nil }
    self.input = input
    self.region = region
    self.range = range
  }

  /// At most four that differ in kind: the smallest change first, then the larger, then those that need a choice.
  func find(_ search: inout MendSearch) -> [Mend] {
    guard range.size > 0 else { return [withoutNode(&search)].compactMap { $0 } }
    let takers = input.takers(of: region)
    let isMapped = takers.contains { if case .region = $0 { true } else { false } }
    var mends: [Mend?] = []
    var lower: MemoryRange?
    if isMapped { mends.append(beforeMapped(takers, &search)) }
    if let ended = endingLower(&search) {
      mends.append(ended.mend)
      lower = ended.range
    } else if !isMapped {
      mends.append(beginningHigher(&search))
    }
    mends.append(moved(&search))
    if isMapped { mends.append(withoutNoMap(&search)) }
    if takers.contains(.kernel) { mends.append(kernelElsewhere(&search)) }
    // What the model says of a region whose verdict depends on facts does not name the likely run's events.
    if takers.contains(.earlycon) || region.verdict == .depends {
      mends.append(ramAbove(lower?.end, &search))
      mends.append(withoutEarlycon(&search) ?? withoutStdoutPath(&search))
    }
    return Array(mends.compactMap { $0 }.prefix(4))
  }

  /// The verdict on this region in another prediction.
  func verdict(in prediction: Prediction) -> RegionVerdict? {
    prediction.regions.first { $0.path == region.path && $0.entry == region.entry }
  }

  func isReserved(_ prediction: Prediction) -> Bool { verdict(in: prediction)?.verdict == .reserved }

  /// The cells to write: the whole `reg`, or the entry of a longer one.
  func cells(_ range: MemoryRange) -> String {
    let text = input.tree.rootFormat.text(range)
    let count = input.prediction.regions.count { $0.node == region.node }
    return count > 1 ? "entry \(region.entry + 1) of reg = \(text)" : "reg = \(text);"
  }

  /// The region at another place: its entry of `reg`, and its unit address if it has one and begins elsewhere.
  ///
  /// Nil where a sibling has that name already.
  func changes(_ range: MemoryRange) -> [TreeChange]? {
    let change = TreeChange.setEntry(region.entry, of: "reg", in: region.node, range)
    guard range.base != self.range.base, let name = newName(at: range.base) else { return [change] }
    guard let parent = input.tree.parent(of: region.node), input.tree.child(named: name, of: parent) == nil
    else {
      return nil
    }
    return [change, .rename(region.node, to: name)]
  }

  /// The node's name at another address, if its name follows its address.
  func newName(at base: UInt64) -> String? {
    guard region.entry == 0, input.tree.unitAddress(of: region.node) != nil else { return nil }
    return AddressText.nodeName(input.tree.baseName(of: region.node), at: base)
  }
}
