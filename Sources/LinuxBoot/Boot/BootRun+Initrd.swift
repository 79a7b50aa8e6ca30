import DeviceTree

extension BootRun {
  /// The initrd, rounded outwards to pages (`reserve_initrd_mem`); refused if it is not in one bank of RAM or
  /// something else lies there.
  mutating func reserveInitrd() throws(BootStop) {
    guard profile.hasInitrd.value else { return }
    checkInitrdSize()
    guard let initrd = wantedInitrd, initrd.size > 0 else { return }
    let page = memblock.pageSize
    let start = initrd.base & ~(page - 1)
    let size = (initrd.size &+ (initrd.base - start) &+ (page - 1)) & ~(page - 1)
    let range = MemoryRange(base: start, size: size)
    let place = "INITRD: \(padded(start, 8))+\(padded(size, 8))"
    guard memblock.memory.containsInOneRegion(range) else {
      say(.error, "\(place) is not a memory region - disabling initrd")
      isInitrdDisabled = true
      return
    }
    guard !memblock.reserved.overlaps(range) else {
      say(.error, "\(place) overlaps in-use memory region - disabling initrd")
      isInitrdDisabled = true
      return
    }
    try perform(
      .reserve, range,
      EventReason(
        "reserve_initrd_mem", "the initrd lies here, rounded outwards to pages", node: reader.chosen,
        property: "linux,initrd-start"))
  }

  /// The initrd that a flag, a parameter or else /chosen names.
  var wantedInitrd: MemoryRange? { input.initrd ?? initrd ?? initrdOfChosen() }

  /// `early_init_dt_check_for_initrd`.
  private func initrdOfChosen() -> MemoryRange? {
    guard let chosen = reader.chosen,
      let first = input.tree.bytes("linux,initrd-start", of: chosen),
      let last = input.tree.bytes("linux,initrd-end", of: chosen)
    else { return nil }
    let (start, end) = (Self.wholeCells(first), Self.wholeCells(last))
    return start > end ? nil : MemoryRange(base: start, end: end)
  }

  private static func wholeCells(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    FlatReader.number(bytes.prefix(bytes.count / 4 * 4))
  }
}
