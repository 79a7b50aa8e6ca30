import DeviceTree

extension BootRun {
  /// `param_setup_earlycon`, which takes `earlycon` and `console` alike.
  mutating func earlycon(_ token: CommandLine.Token) throws(BootStop) {
    guard let options = token.value, !options.isEmpty else {
      if choices.value(profile.defersEarlycon) {
        isEarlyconDeferred = true
      } else if token.value != nil {
        malformed(token)
      } else if try !earlyconAtStandardOutput() {
        malformed(token)
      }
      return
    }
    guard !isEarlyconRegistered else { return }
    // NAME or NAME,OPTIONS of a driver that the kernel has.
    let name = String(decoding: Array(options.utf8.prefix { $0 != UInt8(ascii: ",") }), as: UTF8.self)
    guard let driver = EarlyconDriver.all.first(where: { $0.name == name }), hasDriver(driver) else { return }
    guard let address = Self.mappedAddress(options), driver.mapsAddress else { return }
    try mapEarlycon("\(token.name)=\(options)")
    isEarlyconRegistered = address != 0
  }

  /// The address that an option string has mapped (`uart_parse_earlycon`): nil for I/O ports, for strings it
  /// cannot read, and for address 0.
  static func mappedAddress(_ options: String) -> UInt64? {
    var scanner = NumberScanner(options)
    scanner.skip(to: ",")
    guard scanner.take(",") else { return nil }
    let kinds = ["mmio,", "mmio16,", "mmio32,", "mmio32be,", "mmio32native,"]
    if !kinds.contains(where: { scanner.take($0) }) {
      var look = scanner
      guard look.take("0x") else { return nil }
    }
    guard let address = scanner.number(), address != 0 else { return nil }
    return address
  }

  /// `early_init_dt_scan_chosen_stdout`; false if there is nothing to look at, which makes the option
  /// malformed.
  @discardableResult
  mutating func earlyconAtStandardOutput() throws(BootStop) -> Bool {
    guard let chosen = reader.chosen,
      let text = reader.string("stdout-path", of: chosen) ?? reader.string("linux,stdout-path", of: chosen)
    else { return false }
    let path = String(decoding: Array(text.utf8.prefix { $0 != UInt8(ascii: ":") }), as: UTF8.self)
    guard let node = input.tree.node(atPathOrAlias: path) else {
      say(.warning, "OF: fdt: earlycon: stdout-path \(path) not found")
      return true
    }
    guard !isEarlyconRegistered else { return true }
    guard hasDriver(at: node) else { return false }
    guard reader.translatedAddress(of: node) != nil else {
      say(.warning, "bad address")
      return false
    }
    try mapEarlycon("earlycon with stdout-path \(input.tree.path(of: node))", node)
    isEarlyconRegistered = true
    return true
  }

  /// Whether the kernel has the driver.
  private mutating func hasDriver(_ driver: EarlyconDriver) -> Bool {
    guard let fact = profile.earlyconSymbols[driver.symbol] else { return true }
    return choices.value(fact)
  }

  /// Whether an early console drives the node; if its compatible strings are in no list, that is an open
  /// question.
  private mutating func hasDriver(at node: DeviceTree.NodeID) -> Bool {
    let strings = input.tree.strings("compatible", of: node) ?? []
    var isKnown = false
    for driver in EarlyconDriver.all {
      guard let name = driver.compatible, strings.contains(name) else { continue }
      isKnown = true
      if hasDriver(driver) { return true }
    }
    guard !isKnown, let first = strings.first else { return false }
    return choices.value(
      Fact(
        "early console driver for \(first)", true,
        .assumed("no list of drivers has it"), alternatives: [false]))
  }

  /// One page for each page-table level below the first, the highest that is free (`set_fixmap_io`,
  /// `populate_kernel_pte`).
  ///
  /// The fixmap is one page: a second mapping takes nothing more.
  private mutating func mapEarlycon(_ cause: String, _ node: DeviceTree.NodeID? = nil) throws(BootStop) {
    guard !hasMappedEarlycon, choices.value(profile.mapsEarlycon) else { return }
    hasMappedEarlycon = true
    let count = max(0, paging.levels - 1)
    let why =
      "\(cause) maps its registers before /reserved-memory is read: \(count) page-table "
      + "page\(count == 1 ? "" : "s"), each the highest free page of RAM"
    let reason = EventReason("populate_kernel_pte", why, fact: profile.paging.name, node: node)
    for _ in 0..<min(count, 5) {
      guard try allocate(size: memblock.pageSize, align: memblock.pageSize, reason) != nil else {
        throw .panics("populate_kernel_pte: Failed to allocate memory")
      }
    }
  }
}
