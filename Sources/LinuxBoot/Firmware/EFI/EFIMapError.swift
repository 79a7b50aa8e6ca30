/// Why a text is no EFI memory map that can be relied on, and where.
public struct EFIMapError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1 on; 0 where the whole text is meant.
  public var line: Int
  /// The byte in the line, from 1 on; 0 where the whole line is meant.
  public var column: Int
  /// What is wrong, in lower case, without a full stop.
  public var message: String

  /// What is wrong.
  public var description: String { message }
}
