/// A pattern for paths of nodes: `*` stands for any letters of one name, `**` for any that may have `/` among them,
/// `?` for one letter.
public struct PathPattern: Sendable {
  private let pattern: [UInt8]

  /// Makes a pattern; one that does not begin with `/` may match from any node down.
  ///
  /// Complexity: O(length).
  public init(_ text: String) {
    let bytes = Array(text.utf8)
    pattern = bytes.first == UInt8(ascii: "/") ? bytes : Array("**/".utf8) + bytes
  }

  /// Whether it is `/`, or nothing but `**`.
  private var isOfAnyDepth: Bool {
    let stars = pattern.count { $0 == UInt8(ascii: "*") }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "/") } && stars % 2 == 0
  }

  /// Whether the whole path fits.
  ///
  /// Complexity: O(pattern × path).
  public func matches(_ path: String) -> Bool {
    // The root has no name that a `*` could stand for.
    if path == "/" { return isOfAnyDepth }
    // Which lengths of the path the pattern up to here can have used up.
    let path = Array(path.utf8)
    var reached = [Bool](repeating: false, count: path.count + 1)
    reached[0] = true
    var index = 0
    while index < pattern.count {
      let isStar = pattern[index] == UInt8(ascii: "*")
      let isWide = isStar && index + 1 < pattern.count && pattern[index + 1] == UInt8(ascii: "*")
      if isStar {
        for end in path.indices where reached[end] && (isWide || path[end] != UInt8(ascii: "/")) {
          reached[end + 1] = true
        }
      } else {
        for end in path.indices.reversed() {
          let fits = pattern[index] == path[end] || pattern[index] == UInt8(ascii: "?") && path[end] != 0x2f
          reached[end + 1] = reached[end] && fits
        }
        reached[0] = false
      }
      index += isWide ? 2 : 1
    }
    return reached[path.count]
  }
}
