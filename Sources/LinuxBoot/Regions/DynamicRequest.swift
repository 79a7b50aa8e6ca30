import DeviceTree

/// What a dynamic node asks for.
struct DynamicRequest {
  /// Where to look; `end` 0 means wherever there is memory.
  struct Window {
    var start: UInt64
    var end: UInt64
  }

  var size: UInt64
  var align: UInt64
  var windows: [Window]
  var hasRanges: Bool
}

extension BootRun {
  /// Reads `size`, `alignment` and `alloc-ranges` in the root's cells; nil, with the verdict, if one has the
  /// wrong length.
  mutating func dynamicRequest(_ region: PendingRegion) -> DynamicRequest? {
    let (tree, node) = (input.tree, region.node)
    guard let size = tree.bytes("size", of: node), size.count == 4 * reader.root.sizeCells else {
      refuse(region, "size", "invalid size property in '\(region.name)' node.")
      return nil
    }
    var align: UInt64 = 0
    if let bytes = tree.bytes("alignment", of: node) {
      guard bytes.count == 4 * reader.root.addressCells else {
        refuse(region, "alignment", "invalid alignment property in '\(region.name)' node.")
        return nil
      }
      align = FlatReader.number(bytes)
    }
    if region.isSharedPool, region.isReusable, !region.isNoMap,
      choices.value(profile.hasCMA)
    {
      align = max(align, choices.value(profile.pageBlock).size(with: paging))
    }
    var request = DynamicRequest(
      size: FlatReader.number(size), align: align == 0 ? Memblock.cacheLine : align,
      windows: [DynamicRequest.Window(start: 0, end: 0)], hasRanges: false)
    if let bytes = tree.bytes("alloc-ranges", of: node) {
      guard let entryBytes = reader.entryBytes, bytes.count % entryBytes == 0 else {
        // `of_flat_dt_get_addr_size_prop` (7.2) takes a property of the wrong length for none.
        guard algorithm.reportsBadReg else { return request }
        refuse(region, "alloc-ranges", "invalid alloc-ranges property in '\(region.name)', skipping node.")
        return nil
      }
      request.hasRanges = true
      request.windows = reader.entries(bytes).map {
        DynamicRequest.Window(start: $0.base, end: $0.base &+ $0.size)
      }
    }
    return request
  }

  private mutating func refuse(_ region: PendingRegion, _ property: String, _ message: String) {
    say(.error, reservedMemoryPrefix + message)
    regions[region.firstVerdict].verdict = .ignored
    regions[region.firstVerdict].cause = "its \(property) has the wrong length for the root's cells"
  }
}
