extension Paging {
  /// The name of the layout as LoongArch's Kconfig has it: "4KB_4LEVEL".
  public var configName: String { "\(pageSize >> 10)KB_\(levels)LEVEL" }

  /// The layout of a name such as "16KB_3LEVEL"; nil for one that no kernel has.
  public init?(configName name: String) {
    let parts = name.uppercased().split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].hasSuffix("KB"), parts[1].hasSuffix("LEVEL"),
      let size = UInt64(parts[0].dropLast(2)), size <= 64, let levels = Int(parts[1].dropLast(5))
    else { return nil }
    self.init(pageSize: size << 10, levels: levels)
  }
}
