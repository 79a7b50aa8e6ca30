/// A pattern for paths of nodes: `*` stands for any letters of one name, `**` for any that may have `/` among them,
/// `?` for one letter.
public struct PathPattern: Sendable {
  private enum Element: Sendable {
    case byte(UInt8)
    case letter
    case letters
    case anything

    /// Whether it may stand for nothing, or for one byte more.
    var repeats: Bool {
      switch self {
      case .letters, .anything: true
      case .byte, .letter: false
      }
    }

    func fits(_ byte: UInt8) -> Bool {
      switch self {
      case .byte(let own): own == byte
      case .letter, .letters: byte != UInt8(ascii: "/")
      case .anything: true
      }
    }
  }

  private var elements: [Element] = []
  /// Whether it is `/`, or nothing but `**`: the root has no name that a `*` could stand for.
  let fitsRoot: Bool

  /// Makes a pattern; one that does not begin with `/` may match from any node down.
  ///
  /// Complexity: O(length).
  public init(_ text: String) {
    let slash = UInt8(ascii: "/")
    let bytes = text.utf8.first == slash ? Array(text.utf8) : Array("**/".utf8) + Array(text.utf8)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        let isWide = rest.first == byte
        if isWide { rest.removeFirst() }
        elements.append(isWide ? .anything : .letters)
      case UInt8(ascii: "?"): elements.append(.letter)
      default: elements.append(.byte(byte))
      }
    }
    fitsRoot = elements.allSatisfy { element in
      switch element {
      case .anything: true
      case .byte(let byte): byte == slash
      case .letter, .letters: false
      }
    }
  }

  /// Whether the whole path fits.
  ///
  /// Complexity: O(pattern × path).
  public func matches(_ path: String) -> Bool {
    if path == "/" { return fitsRoot }
    var progress = start
    for byte in path.utf8 { advance(&progress, over: byte) }
    return isComplete(progress)
  }

  /// How many elements of the pattern may be used up: at the beginning none, but for those that stand for nothing.
  var start: [Bool] {
    var progress = [Bool](repeating: false, count: elements.count + 1)
    progress[0] = true
    skipRepeats(&progress)
    return progress
  }

  /// Whether the pattern may be used up.
  func isComplete(_ progress: [Bool]) -> Bool { progress[elements.count] }

  /// Goes on by one byte of the path.
  func advance(_ progress: inout [Bool], over byte: UInt8) {
    progress[elements.count] = false
    for index in elements.indices.reversed() {
      let element = elements[index]
      let fits = progress[index] && element.fits(byte)
      // What repeats has used up the byte and may have another; all else is done with it.
      if element.repeats {
        progress[index] = fits
      } else {
        progress[index] = false
        if fits { progress[index + 1] = true }
      }
    }
    skipRepeats(&progress)
  }

  private func skipRepeats(_ progress: inout [Bool]) {
    for index in elements.indices where progress[index] && elements[index].repeats {
      progress[index + 1] = true
    }
  }
}
