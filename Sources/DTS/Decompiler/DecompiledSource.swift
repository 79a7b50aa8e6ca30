/// A source made of a blob.
public struct DecompiledSource: Sendable {
  /// How much of the source was recovered.
  public enum Form: Sendable {
    /// Labels and references; to be compiled as it is.
    case plain
    /// Labels and references; to be compiled with `-@`, which writes `__symbols__` anew.
    case withSymbols
    /// Only what the blob says: every phandle is a number.
    case exact
  }

  /// The text.
  public var text: String
  /// What was recovered.
  public var form: Form
  /// How many cells and paths are written as references.
  public var references: Int
  /// How many labels there are.
  public var labels: Int
  /// Why compiling the text does not give the same tree, in words; nil if it does, which was tried.
  public var difference: String?
}
