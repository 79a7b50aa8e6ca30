/// Why a text is no `System.map`.
public enum SystemMapError: Error, Hashable, Sendable {
  /// A line is not "address type name"; `offset` is the byte offset of its start.
  case malformedLine(number: Int, offset: Int)
  /// No line names a symbol.
  case noSymbols
}

extension SystemMapError: CustomStringConvertible {
  /// The reason in one sentence, in lower case, without a full stop.
  public var description: String {
    switch self {
    case .malformedLine(let number, let offset):
      "line \(number) (byte \(offset)) of the System.map is not \"address type name\""
    case .noSymbols: "the System.map has no symbols"
    }
  }
}
