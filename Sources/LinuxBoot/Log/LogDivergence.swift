/// Where a log and a prediction part.
public struct LogDivergence: Hashable, Sendable {
  /// What was compared.
  public enum Subject: String, Hashable, Sendable {
    /// Operations on memblock.
    case operation
    /// What becomes of a region of /reserved-memory.
    case region
    /// Another line that Linux prints.
    case message
    /// How the boot ends.
    case panic
    /// A stretch of memory in the dump of memblock.
    case dump
    /// A line of /proc/iomem.
    case iomem
  }

  /// What was compared.
  public var subject: Subject
  /// The line of the log; where the log lacks something, the line where it shows that it will not come.
  public var line: Int
  /// What was foretold, in words; nil if nothing was.
  public var predicted: String?
  /// What the log has, in words; nil if it has nothing.
  public var seen: String?
}
