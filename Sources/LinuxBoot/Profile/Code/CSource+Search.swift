extension CSource {
  /// The bytes of a token as text.
  func word(_ index: Int) -> String {
    String(decoding: text[tokens[index].start..<tokens[index].end], as: UTF8.self)
  }

  private func isEqual(_ token: CToken, _ word: [UInt8]) -> Bool {
    text[token.start..<token.end].elementsEqual(word)
  }

  /// Where a run of tokens begins, each given by its text; strings do not count.
  ///
  /// Complexity: O(range).
  func place(of words: String..., in range: Range<Int>) -> Int? {
    let wanted = words.map { Array($0.utf8) }
    guard let first = wanted.first, range.count >= wanted.count else { return nil }
    for index in range.lowerBound...(range.upperBound - wanted.count) where isEqual(tokens[index], first) {
      let matches = wanted.indices.allSatisfy {
        tokens[index + $0].kind != .string && isEqual(tokens[index + $0], wanted[$0])
      }
      if matches { return index }
    }
    return nil
  }

  /// The first string that has `part` in it.
  ///
  /// Complexity: O(bytes of strings in the range).
  func place(ofStringWith part: String, in range: Range<Int>) -> Int? {
    let wanted = Array(part.utf8)
    return range.first { index in
      let token = tokens[index]
      guard token.kind == .string, token.end - token.start >= wanted.count else { return false }
      return (token.start...(token.end - wanted.count)).contains {
        text[$0..<($0 + wanted.count)].elementsEqual(wanted)
      }
    }
  }

  /// The words before `(` in a range, in order, with where they stand.
  func calls(in range: Range<Int>) -> [(name: String, token: Int)] {
    range.compactMap { index in
      guard tokens[index].kind == .word, index + 1 < range.upperBound, tokens[index + 1].kind == .sign,
        text[tokens[index + 1].start] == UInt8(ascii: "(")
      else { return nil }
      let name = word(index)
      return ["if", "for", "while", "switch", "return", "sizeof"].contains(name) ? nil : (name, index)
    }
  }

  /// Where a token stands, as "path:line".
  func place(_ token: Int) -> String { "\(path):\(tokens[token].line)" }
}

extension CSource {
  /// Whether a word stands anywhere in the text, be it in a directive.
  ///
  /// Complexity: O(bytes).
  func mentions(_ word: String) -> Bool {
    let wanted = Array(word.utf8)
    guard let first = wanted.first, text.count >= wanted.count else { return false }
    return (0...(text.count - wanted.count)).contains {
      text[$0] == first && text[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }
}
