public import DeviceTree

extension Architecture {
  /// The architecture that a tree's processors have, and what tells it; nil if nothing does.
  ///
  /// The `compatible` of /cpus/cpu@… is looked at first, then `riscv,isa`, then the root's `compatible`.
  /// Complexity: O(processors).
  public static func told(by tree: DeviceTree) -> (architecture: Architecture, source: FactSource)? {
    if let cpus = tree.node(at: "/cpus") {
      for cpu in tree.children(of: cpus) {
        let path = tree.path(of: cpu)
        for name in tree.strings("compatible", of: cpu) ?? [] {
          if let found = processor(name) { return (found, .tree(path + "/compatible")) }
        }
        for property in ["riscv,isa", "riscv,isa-base"] where tree.property(property, of: cpu) != nil {
          return (.riscv64, .tree("\(path)/\(property)"))
        }
      }
    }
    for name in tree.strings("compatible", of: tree.root) ?? [] {
      if let found = board(name) { return (found, .tree("/compatible")) }
    }
    return nil
  }

  /// The architecture that a configuration is for, by the symbol that is always on.
  static func told(by config: (String) -> String?) -> (architecture: Architecture, symbol: String)? {
    let symbols: [(String, Architecture)] = [
      ("LOONGARCH", .loongarch64), ("ARM64", .arm64), ("RISCV", .riscv64),
    ]
    return symbols.first { config($0.0) == "y" }.map { ($0.1, $0.0) }
  }

  private static func processor(_ name: String) -> Architecture? {
    if name == "riscv" { return .riscv64 }
    if name.hasPrefix("loongson,la") || name.hasPrefix("loongarch") { return .loongarch64 }
    // Names of 32-bit cores are of the same form; the model is for 64-bit ones.
    return name.hasPrefix("arm,cortex-a") || name.hasPrefix("arm,neoverse") || name == "arm,armv8"
      ? .arm64 : nil
  }

  private static func board(_ name: String) -> Architecture? {
    if name.hasPrefix("riscv-") { return .riscv64 }
    return name.hasPrefix("loongson,") ? .loongarch64 : nil
  }
}
