extension String {
  /// The text as a message shows it: control characters spelt out, and of a very long one the beginning and the end.
  ///
  /// A text may have a name of megabytes, bytes that would change a terminal's state, or characters that turn around
  /// the order in which others are shown.
  ///
  /// Complexity: O(n) in bytes.
  public var shownInMessage: String {
    let isPlain =
      utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } || unicodeScalars.allSatisfy { !$0.changesTerminal }
    if isPlain, utf8.count <= Self.shownLimit { return self }
    var text = ""
    let scalars = utf8.count > Self.shownLimit ? shortened : unicodeScalars
    for scalar in scalars {
      guard scalar.changesTerminal else {
        text.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16)
      text += scalar.isASCII ? (digits.utf8.count < 2 ? "\\x0" : "\\x") + digits : "\\u{\(digits)}"
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

extension Unicode.Scalar {
  /// Whether a terminal may take the character for an order: the control characters (C0, DEL and C1 of ISO 6429), and
  /// those of Unicode that change the direction of what follows (Unicode Standard Annex 9, section 2).
  var changesTerminal: Bool {
    switch value {
    case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
