import DeviceTree

extension BootRun {
  /// The verdicts with what `of_reserved_mem_lookup` finds: it compares names, so the first entry of the
  /// table whose name still reads as the node's wins.
  func regionsWithLookups() -> [RegionVerdict] {
    let blob = BlobLifetime(profile)
    var answers: [String: RegionVerdict.Lookup?] = [:]
    for entry in table.entries {
      let name = entry.region.name
      if answers[name] != nil { continue }
      switch blob.losesName(isDynamic: entry.region.isDynamic) {
      case .some(true): continue
      case .some(false): answers[name] = .some(.found(entry.range))
      case .none: answers[name] = .some(nil)
      }
    }
    return regions.map { region in
      var region = region
      region.lookupAfterBoot = panic != nil ? nil : answers[region.name] ?? .null
      return region
    }
  }
}
