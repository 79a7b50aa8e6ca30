public import DeviceTree

extension Architecture {
  /// The architecture that a tree's processors have, and what tells it; nil if nothing does, or if it is one that the
  /// model does not know (`unmodelled(in:)`).
  ///
  /// The `compatible` of /cpus/cpu@… is looked at first, then `riscv,isa`, then the timer that the root has, then the
  /// root's `compatible`.
  /// Complexity: O(processors).
  public static func told(by tree: DeviceTree) -> (architecture: Architecture, source: FactSource)? {
    guard let (family, source) = ProcessorFamily.told(by: tree), case .modelled(let architecture) = family
    else {
      return nil
    }
    return (architecture, source)
  }

  /// The name of the architecture that a tree is for if the model does not know it, such as "32-bit Arm", and what
  /// tells it.
  ///
  /// Complexity: O(processors).
  public static func unmodelled(in tree: DeviceTree) -> (name: String, source: FactSource)? {
    guard let (family, source) = ProcessorFamily.told(by: tree), case .other(let name) = family else {
      return nil
    }
    return (name, source)
  }

  /// The architecture that a configuration is for, by the symbol that is always on.
  static func told(by config: (String) -> String?) -> (architecture: Architecture, symbol: String)? {
    let symbols: [(String, Architecture)] = [
      ("LOONGARCH", .loongarch64), ("ARM64", .arm64), ("RISCV", .riscv64),
    ]
    return symbols.first { config($0.0) == "y" }.map { ($0.1, $0.0) }
  }
}
