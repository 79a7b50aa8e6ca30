import DeviceTree

/// Asks the sources of facts in their order.
struct FactResolver {
  let sources: KernelSources

  /// A symbol's virtual address from vmlinux or else System.map.
  func symbol(_ name: String) -> (address: UInt64, source: FactSource)? {
    if let address = sources.vmlinuxSymbols?[name] { return (address, .vmlinux(name)) }
    if let address = sources.systemMapSymbols?[name] { return (address, .systemMap(name)) }
    return nil
  }

  /// A symbol's physical address, moved with the image if it is loaded elsewhere.
  func address(_ name: String) -> (address: UInt64, source: FactSource)? {
    guard sources.preset.architecture != .loongarch64 else {
      return symbol(name).map { (Self.physical($0.address) &+ displacement, $0.source) }
    }
    // Elsewhere the image may lie anywhere: only a flag says where.
    guard let base = sources.flags.kernelImage?.base ?? sources.flags.loadAddress,
      let first = symbol(imageStart)
    else { return nil }
    return symbol(name).map { (base &+ ($0.address &- first.address), $0.source) }
  }

  /// Why symbols have no physical address: there are none, or it is not known where the image lies.
  var whyUnplaced: String {
    symbol(imageStart) == nil ? "no symbols were given" : "nothing says where the image lies (--load-address)"
  }

  /// How far the image lies from where it was linked.
  var displacement: UInt64 {
    guard let load = sources.flags.loadAddress, let text = symbol("_text") else { return 0 }
    return load &- Self.physical(text.address)
  }

  /// LoongArch's direct windows (0x8000… and 0x9000…) map physical memory one to one below bit 48.
  static func physical(_ address: UInt64) -> UInt64 { address & 0x0000_ffff_ffff_ffff }

  /// A range between two symbols.
  func range(_ first: String, _ last: String) -> (range: MemoryRange, source: FactSource)? {
    guard let start = address(first), let end = address(last), end.address > start.address else { return nil }
    let names = "\(first), \(last)"
    let source: FactSource = if case .vmlinux = start.source { .vmlinux(names) } else { .systemMap(names) }
    return (MemoryRange(base: start.address, end: end.address), source)
  }

  /// Whether a symbol of .config is y; one that .config leaves out is off, for Kconfig leaves out what
  /// depends on something that is off.
  func flag(
    _ name: String, _ symbol: String, otherwise value: Bool, because why: String, alternatives: [Bool] = []
  ) -> Fact<Bool> {
    guard let config = sources.config else {
      return Fact(name, value, .assumed(why), alternatives: alternatives)
    }
    return Fact(name, config(symbol) == "y", configured(symbol))
  }

  /// One or more symbols of the configuration as a source: of .config, or of the one in the kernel's own file.
  func configured(_ symbols: String...) -> FactSource {
    let names = symbols.map { "CONFIG_\($0)" }.joined(separator: ", ")
    return sources.isConfigEmbedded ? .vmlinux(names) : .config(names)
  }

  /// A number of .config.
  func number(_ symbol: String) -> Int? { sources.config?(symbol).flatMap { Int($0) } }
}
