extension String {
  /// The text as a message shows it: control characters spelt out, and of a very long one the beginning and the end.
  ///
  /// A text may have a name of megabytes, or bytes that would change a terminal's state.
  ///
  /// Complexity: O(n) in bytes.
  public var shownInMessage: String {
    let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    if isPlain, utf8.count <= Self.shownLimit { return self }
    var text = ""
    let scalars = utf8.count > Self.shownLimit ? shortened : unicodeScalars
    for scalar in scalars {
      switch scalar.value {
      case 0..<0x20, 0x7f:
        text += (scalar.value < 0x10 ? "\\x0" : "\\x") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static var shownLimit: Int { 400 }

  private var shortened: String.UnicodeScalarView {
    var scalars = String.UnicodeScalarView(unicodeScalars.prefix(Self.shownLimit / 2))
    scalars.append("…")
    scalars.append(contentsOf: unicodeScalars.suffix(Self.shownLimit / 4))
    return scalars
  }
}
