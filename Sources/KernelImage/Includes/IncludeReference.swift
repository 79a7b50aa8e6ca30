/// A place in a device tree source that takes in another file by a name in quotes.
public struct IncludeReference: Hashable, Sendable {
  /// How the file is taken in.
  public enum Kind: Hashable, Sendable {
    /// `#include "…"`, by the C preprocessor: searched beside the including file first.
    case preprocessor
    /// `/include/ "…"`, by the device tree compiler.
    case deviceTree
    /// `/incbin/("…")`: bytes that become part of a property.
    case binary
  }

  /// How the file is taken in.
  public var kind: Kind
  /// The name as it stands between the quotes; bytes that are not UTF-8 became U+FFFD.
  public var name: String
  /// The byte range of the name in the text, without the quotes.
  public var range: Range<Int>

  /// Makes a reference to `name`, which stands at the bytes `range`.
  public init(_ kind: Kind, name: String, range: Range<Int>) {
    self.kind = kind
    self.name = name
    self.range = range
  }
}
