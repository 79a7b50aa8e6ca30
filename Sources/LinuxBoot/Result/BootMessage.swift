/// A line that Linux prints, or a remark of the model.
public struct BootMessage: Hashable, Sendable {
  /// Who says it and how loud.
  public enum Level: String, Hashable, Sendable {
    /// Linux, KERN_ERR or above.
    case error
    /// Linux, KERN_WARNING.
    case warning
    /// Linux, KERN_INFO or KERN_NOTICE.
    case info
    /// Linux, `pr_debug`: only where the kernel was built to show it, not with `CONFIG_DYNAMIC_DEBUG` as distributions are.
    case debug
    /// The model: what it assumed or leaves out.
    case remark
  }

  /// Who says it and how loud.
  public var level: Level
  /// The text, as Linux prints it behind the time stamp.
  public var text: String
}
