/// How lines end.
enum LineEnds {
  /// A text in which every carriage return that stands alone is a line feed.
  ///
  /// GNU cpp reads texts so (`_cpp_clean_line`, GCC 12). Those in front of a line feed stay, and so does every offset.
  /// Complexity: O(n).
  static func unified(_ text: [UInt8]) -> [UInt8] {
    guard var index = text.firstIndex(of: 0x0d) else { return text }
    var unified = text
    while index < unified.count {
      if unified[index] == 0x0d, index + 1 == unified.count || unified[index + 1] != 0x0a {
        unified[index] = 0x0a
      }
      index += 1
    }
    return unified
  }
}
