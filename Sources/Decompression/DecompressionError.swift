/// Why compressed bytes cannot be had.
public enum DecompressionError: Error, Hashable, Sendable {
  /// They end before their content does.
  case truncated
  /// They are no stream of this form, or their check sum is wrong.
  case damaged
  /// Their content has more bytes than the caller takes.
  case tooLarge(limit: Int)
  /// There is no memory for it.
  case outOfMemory
}

extension DecompressionError: CustomStringConvertible {
  /// The reason in lower case, without a full stop.
  public var description: String {
    switch self {
    case .truncated: "it ends too early"
    case .damaged: "it is damaged"
    case .tooLarge(let limit): "it unpacks to more than \(limit >> 20) MiB"
    case .outOfMemory: "there is no memory to unpack it"
    }
  }
}
