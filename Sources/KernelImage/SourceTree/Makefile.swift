/// A kbuild Makefile as far as its lists need it: which variable is given which words, where.
///
/// Follows GNU make's rules for continued lines, comments, conditionals and recipes; nothing is expanded.
struct Makefile {
  /// How a variable is given its words.
  enum Operation: Hashable {
    /// `=`, `:=`, `::=`, `:::=`: the words replace what was there.
    case set
    /// `+=`.
    case append
    /// `?=`: only where nothing was there.
    case setIfUndefined
    /// `!=`: the words are a command.
    case shell
  }

  struct Assignment {
    /// The variable as it is written: `dtb-y`, `dtb-$(CONFIG_MACH_LOONGSON64)`.
    var variable: String
    var operation: Operation
    /// Where the line's first byte is.
    var start: Int
    /// Behind the operator.
    var operatorEnd: Int
    /// The words behind the operator, up to a comment; a word may hold `$(…)` with blanks in it.
    var words: [Range<Int>]
    /// Behind the last byte of its last line, before the line end.
    var end: Int
    /// The number of its first line, counted from 1.
    var line: Int
    /// Whether it stands between `ifdef`, `ifeq` … and `endif`.
    var isConditional: Bool
  }

  let text: [UInt8]
  private(set) var assignments: [Assignment] = []

  /// Reads a Makefile; lines of other kinds are passed over.
  ///
  /// Complexity: O(bytes).
  init(_ text: [UInt8]) {
    self.text = text
    var depth = 0
    var isDefinition = false
    var lines = TextLines(text)
    while let first = lines.next() {
      var end = first.content.upperBound
      // A line that ends in an odd number of backslashes goes on with the next.
      while Self.isContinued(text, first.content.lowerBound..<end), let next = lines.next() {
        end = next.content.upperBound
      }
      let line = first.content.lowerBound..<end
      // A tab starts a recipe line: the shell's, not make's.
      guard let byte = text[line].first, byte != UInt8(ascii: "\t") else { continue }
      var reader = MakefileLine(text, line)
      let word = reader.firstWord
      if isDefinition {
        isDefinition = word != "endef"
      } else if ["ifdef", "ifndef", "ifeq", "ifneq"].contains(word) {
        depth += 1
      } else if word == "endif" {
        depth = max(0, depth - 1)
      } else if word == "define" {
        isDefinition = true
      } else if let assignment = reader.assignment(line: first.number, isConditional: depth > 0) {
        assignments.append(assignment)
      }
    }
  }

  private static func isContinued(_ text: [UInt8], _ line: Range<Int>) -> Bool {
    var index = line.upperBound
    while index > line.lowerBound, text[index - 1] == UInt8(ascii: "\\") { index -= 1 }
    return (line.upperBound - index) % 2 == 1
  }
}
