/// What a finding rests on.
public enum Basis: Hashable, Sendable {
  /// The tree and what is known of the kernel.
  case fact
  /// Something that nothing given says: what was assumed, and the flag that settles it.
  case assumed(String, settledBy: String)

  /// The one word of the machine output.
  public var word: String {
    switch self {
    case .fact: "fact"
    case .assumed: "assumed"
    }
  }

  /// The remark for people; nil where there is nothing to remark.
  public var remark: String? {
    switch self {
    case .fact: nil
    case .assumed(let what, settledBy: let flag): "not certain: \(what); \(flag) settles it"
    }
  }
}
