/// The list of trees that `make dtbs` builds in one folder, and how it is added to.
struct DeviceTreeList {
  private let makefile: Makefile
  /// Whether `CONFIG_…` is `y`, for lists such as `dtb-$(CONFIG_…)`.
  private let isBuiltIn: (String) -> Bool

  init(_ text: [UInt8], isBuiltIn: @escaping (String) -> Bool) {
    makefile = Makefile(text)
    self.isBuiltIn = isBuiltIn
  }

  private var text: [UInt8] { makefile.text }

  /// Whether `NAME.dtb` is built whatever the conditionals of the file say.
  func lists(_ target: String) -> Bool {
    let bytes = Array(target.utf8)
    var isListed = false
    var isDefined = false
    for assignment in makefile.assignments where !assignment.isConditional && addsToList(assignment) {
      let isInWords = assignment.words.contains { word in text[word] == bytes[...] || takesEverySource(word) }
      switch assignment.operation {
      case .set: isListed = isInWords
      case .append: isListed = isListed || isInWords
      case .setIfUndefined: if !isDefined { isListed = isInWords }
      case .shell: isListed = false
      }
      isDefined = true
    }
    return isListed
  }

  /// Whether the variable is `dtb-y`, or becomes it with this configuration.
  private func addsToList(_ assignment: Makefile.Assignment) -> Bool {
    let name = assignment.variable
    if name == "dtb-y" { return true }
    guard name.hasPrefix("dtb-$(CONFIG_"), name.hasSuffix(")") else { return false }
    return isBuiltIn(String(name.dropFirst("dtb-$(CONFIG_".count).dropLast()))
  }

  /// Whether a word makes a `.dtb` of every `.dts` in the folder.
  private func takesEverySource(_ word: Range<Int>) -> Bool {
    let reference = text.string(word)
    return reference.contains("$(wildcard") && reference.contains("*.dts)") && reference.contains("%.dtb")
  }

  /// The text with `NAME.dtb` added behind the last name of the list, written as the names before it are.
  func adding(_ target: String) -> [UInt8] {
    let lists = makefile.assignments.filter { !$0.isConditional && $0.variable.hasPrefix("dtb-") }
    guard let last = lists.last else {
      return text.appendingLine("dtb-y += \(target)", afterBlankLine: true)
    }
    guard last.variable == "dtb-y", last.operation != .shell, !last.words.contains(where: takesEverySource)
    else { return text.insertingLine("dtb-y += \(target)", behind: last.end) }
    guard let word = last.words.last else { return text.inserting(" \(target)", at: last.operatorEnd) }
    let startsOnNextLine = text[last.operatorEnd..<word.lowerBound].contains(UInt8(ascii: "\n"))
    if startsOnNextLine || continues(last, behind: word) {
      return continuing(last, behind: word, with: target)
    }
    // One name a line, each added with +=: the next one gets its line too.
    if last.operation == .append, last.words.count == 1 {
      return text.insertingLine(text.string(last.start..<word.lowerBound) + target, behind: last.end)
    }
    return text.inserting(" \(target)", at: word.upperBound)
  }

  /// Whether a backslash stands behind the last word, so that an empty line ends the list.
  private func continues(_ list: Makefile.Assignment, behind word: Range<Int>) -> Bool {
    text[word.upperBound..<list.end].first { !$0.isBlank } == UInt8(ascii: "\\")
  }

  /// Adds a line to a list that is written over several lines, with the indentation and the gap of the line
  /// before.
  private func continuing(
    _ list: Makefile.Assignment, behind word: Range<Int>, with target: String
  ) -> [UInt8] {
    let lineStart = text.lineStart(of: word.lowerBound)
    var indentation = text.string(lineStart..<text.firstNonBlank(from: lineStart))
    if lineStart <= list.start { indentation = "\t" }
    if continues(list, behind: word) {
      let backslash = text.firstNonBlank(from: word.upperBound)
      let gap = text.string(word.upperBound..<backslash)
      return text.insertingLine("\(indentation)\(target)\(gap)\\", behind: text.lineEnd(from: backslash))
    }
    // The line before ends in a gap and a backslash: the word does not stand on the first line.
    let backslash = text[..<lineStart].lastIndex(of: UInt8(ascii: "\\")) ?? lineStart
    var gapStart = backslash
    while gapStart > list.operatorEnd, text[gapStart - 1].isBlank { gapStart -= 1 }
    let gap = gapStart < backslash ? text.string(gapStart..<backslash) : " "
    return text.inserting("\(gap)\\\n\(indentation)\(target)", at: word.upperBound)
  }

  /// The number of the line on which the list was last given something.
  var lastLine: Int? { makefile.assignments.last { $0.variable.hasPrefix("dtb-") }?.line }

  /// The assignment that makes an object of the tree that is to be built in, as Linux 6.8 to 6.13 need it.
  var objectOfBuiltInTree: Makefile.Assignment? {
    makefile.assignments.first { assignment in
      assignment.variable.hasPrefix("obj-")
        && assignment.words.contains { text.string($0).contains("$(CONFIG_BUILTIN_DTB_NAME)") }
    }
  }
}
