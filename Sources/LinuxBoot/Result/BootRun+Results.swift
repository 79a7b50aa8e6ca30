import DeviceTree

extension BootRun {
  /// Adds to the regions what `of_reserved_mem_lookup` finds: it compares names, so the first entry of the
  /// table whose name still reads as the node's wins.
  mutating func findLookups() {
    guard panic == nil else { return }
    let blob = BlobLifetime(profile)
    let firstOfName = plan.regions.firstOfName
    // Nil where no entry has the name, an answer of nil where the profile does not tell.
    var answers: [RegionVerdict.Lookup??] = Array(repeating: nil, count: regions.count)
    for entry in table.entries {
      let verdict = entry.region.firstVerdict
      guard firstOfName.indices.contains(verdict) else { continue }
      let name = firstOfName[verdict]
      if answers[name] != nil { continue }
      switch blob.losesName(isDynamic: entry.region.isDynamic) {
      case .some(true): continue
      case .some(false): answers[name] = .some(.found(entry.range))
      case .none: answers[name] = .some(nil)
      }
    }
    for index in regions.indices where firstOfName.indices.contains(index) {
      regions[index].lookupAfterBoot = answers[firstOfName[index]] ?? .null
    }
  }
}
