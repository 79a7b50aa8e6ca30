/// A macro that is defined before the source is read, as by cpp's `-D`.
public struct MacroDefinition: Hashable, Sendable {
  /// The name, with parameters if it has some: `X` or `F(a, b)`.
  public var name: String
  /// The replacement.
  public var value: String

  /// Makes a definition; cpp gives a macro without a value the value 1.
  public init(_ name: String, _ value: String = "1") {
    self.name = name
    self.value = value
  }

  /// Reads what stands behind `-D`: `NAME` or `NAME=VALUE`.
  public init(option text: String) {
    let bytes = text.utf8
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else {
      self.init(text)
      return
    }
    self.init(String(text[..<sign]), String(text[bytes.index(after: sign)...]))
  }
}
