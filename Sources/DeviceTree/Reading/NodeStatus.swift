/// What a node's `status` says (Devicetree Specification 0.4, section 2.3.4).
public enum NodeStatus: Hashable, Sendable {
  /// The device is in use: "okay", "ok", or no `status` at all.
  case okay
  /// It is not, but may be later: "disabled".
  case disabled
  /// It is in use by somebody else: "reserved".
  case reserved
  /// It does not work: "fail", or "fail-" and a code.
  case failed(code: String?)
  /// Anything else; Linux takes the device as not in use.
  case other(String)
}

extension DeviceTree {
  /// What the node's `status` says.
  ///
  /// Throws if that is no text.
  /// Complexity: O(n) in bytes.
  public func status(of node: NodeID) throws(ReadingError) -> NodeStatus {
    guard let text = try optionalStrings("status", of: node)?.first else { return .okay }
    switch text {
    case "okay", "ok": return .okay
    case "disabled": return .disabled
    case "reserved": return .reserved
    case "fail": return .failed(code: nil)
    default: return text.hasPrefix("fail-") ? .failed(code: String(text.dropFirst(5))) : .other(text)
    }
  }
}
