extension ValueType {
  /// The value that words of the command line make, as a source has it, with numbers as they are written; nil where a
  /// source would write a word otherwise.
  package func source(of words: [String]) -> String? {
    guard !words.isEmpty else { return nil }
    if letter == "s" {
      let strings = words.compactMap { Self.quoted($0) }
      return strings.count == words.count ? strings.joined(separator: ", ") : nil
    }
    if size == 1, letter == "x", words.allSatisfy({ $0.utf8.count <= 2 }) {
      return "[" + words.map { $0.utf8.count < 2 ? "0\($0)" : $0 }.joined(separator: " ") + "]"
    }
    let numbers = words.compactMap { number($0) }
    guard numbers.count == words.count else { return nil }
    let list = numbers.joined(separator: " ")
    switch size ?? 4 {
    case 1: return "/bits/ 8 <\(list)>"
    case 2: return "/bits/ 16 <\(list)>"
    default: return "<\(list)>"
    }
  }

  private func number(_ word: String) -> String? {
    let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == "x" || $0 == "X") })
    else {
      return nil
    }
    let hasPrefix = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    let number = letter == "x" && !hasPrefix ? "0x" + digits : String(digits)
    return word.hasPrefix("-") ? "(-\(number))" : number
  }

  private static func quoted(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return nil }
    var quoted = ""
    for character in text {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return "\"\(quoted)\""
  }
}
