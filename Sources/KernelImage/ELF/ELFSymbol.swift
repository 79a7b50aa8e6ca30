/// One entry of a symbol table.
public struct ELFSymbol: Hashable, Sendable {
  /// How far a symbol is seen.
  public enum Binding: Hashable, Sendable {
    /// Only in its own object file.
    case local
    /// Everywhere.
    case global
    /// Everywhere, unless another definition exists.
    case weak
    /// A number that this library has no name for.
    case other(UInt8)

    init(rawValue: UInt8) {
      self =
        switch rawValue {
        case 0: .local
        case 1: .global
        case 2: .weak
        default: .other(rawValue)
        }
    }
  }

  /// Its address, or another value for an absolute symbol.
  public var value: UInt64
  /// Its size in bytes, 0 if unknown.
  public var size: UInt64
  /// How far it is seen.
  public var binding: Binding
  /// `STT_…`: 0 none, 1 object, 2 function, 3 section, 4 file.
  public var type: UInt8
  /// The number of the section that it lies in; 0 is undefined, 0xfff1 absolute.
  public var sectionIndex: UInt16
  /// The byte offset of its name in the table's names.
  var nameOffset: UInt32

  /// Whether it has a value here rather than in another file.
  public var isDefined: Bool { sectionIndex != 0 }
  /// Whether it stands for a section or a source file rather than for something in the program.
  var isBookkeeping: Bool { type == 3 || type == 4 }
}
