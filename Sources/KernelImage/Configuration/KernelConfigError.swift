/// Why a symbol cannot be set in a `.config`.
public enum KernelConfigError: Error, Hashable, Sendable {
  /// A symbol's name has something else than letters, digits and underscores.
  case unusableSymbol(String)
  /// A value would break its line: it holds a line end, or a NUL, or is an empty literal.
  case unusableValue(symbol: String)
}

extension KernelConfigError: CustomStringConvertible {
  /// The reason in one sentence, in lower case, without a full stop.
  public var description: String {
    switch self {
    case .unusableSymbol(let name): "'\(name)' is no configuration symbol"
    case .unusableValue(let symbol): "the value for CONFIG_\(symbol) does not fit on one line"
    }
  }
}
