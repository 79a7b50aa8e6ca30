/// "a", "a and b", "a, b and c"; from the fifth on only how many more.
func listing(_ words: [String], limit: Int = 4) -> String {
  guard words.count > 1 else { return words.first ?? "" }
  if words.count > limit {
    return words.prefix(limit).joined(separator: ", ") + " and \(words.count - limit) more"
  }
  return words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
}

/// "1 region", "3 regions".
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
