extension String {
  /// The text with a small first letter, to stand behind a colon.
  package var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
