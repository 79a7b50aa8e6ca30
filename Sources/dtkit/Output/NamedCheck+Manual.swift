import DTS

extension NamedCheck {
  /// What there is to say of a check, in the sections of a manual; the first is what it finds.
  var manual: [(title: String, text: String)] {
    let usual =
      switch level {
      case .warning: "A warning. -Wno-\(name) switches it off, -E\(name) makes it an error."
      case .error: "An error: nothing is written. -Eno-\(name) with -W\(name) makes it a warning."
      case nil: "Off. -W\(name) makes it a warning, -E\(name) an error."
      }
    let sections = [
      ("What it finds", finds), ("What to write instead", instead), ("Unless it is switched", usual),
    ]
    guard !needs.isEmpty else { return sections }
    let names = needs.joined(separator: ", ")
    return sections + [("It needs", "\(names); where one of these fails, this check is not made.")]
  }
}
